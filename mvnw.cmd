@echo off
rem Runs Apache Maven on a JDK 25 or newer, as mvnw does elsewhere. Nothing needs to be set up before:
rem  - the JDK is looked for in LIFEBOAT_JDK, JAVA_HOME, on the PATH and in the usual folders;
rem  - Maven is the one on the PATH when it is 3.8 or newer, otherwise it is downloaded once
rem    from Apache's distribution site into .m2\wrapper and checked against its SHA-512.
setlocal
set "JAVA_WANTED=25"
set "MAVEN_VERSION=3.9.16"
set "MAVEN_SHA512=831a8591fe20c8243b1dbe7d71e3244f31d1665b0804b2e825e38cbbe5ce0cafb8338851f90780735568773e0a6cd07bbec107cda0b896b008b861075358b6f6"
set "MAVEN_SITE=https://archive.apache.org/dist/maven/maven-3"

set "jdk="
if defined LIFEBOAT_JDK call :consider "%LIFEBOAT_JDK%"
if defined JAVA_HOME call :consider "%JAVA_HOME%"
for %%j in (javac.exe) do if not "%%~dp$PATH:j"=="" call :consider "%%~dp$PATH:j.."
for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%ProgramFiles%\BellSoft\*" "%ProgramFiles%\Amazon Corretto\*" "%USERPROFILE%\.jdks\*" "%LOCALAPPDATA%\Programs\Eclipse Adoptium\*") do call :consider "%%~fd"
if not defined jdk (
  echo mvnw: no JDK %JAVA_WANTED% or newer found in JAVA_HOME, on the PATH or in Program Files. Install one, or set LIFEBOAT_JDK to its folder. 1>&2
  exit /b 1
)
set "JAVA_HOME=%jdk%"
rem Maven's own libraries use what JDK 24 and newer warn about.
set "MAVEN_OPTS=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow %MAVEN_OPTS%"

set "major=0"
set "minor=0"
for /f "tokens=3,4 delims=. " %%a in ('mvn -v 2^>nul ^| findstr /c:"Apache Maven"') do (
  set "major=%%a"
  set "minor=%%b"
)
set "mvn=mvn"
if %major% gtr 3 goto run
if %major% equ 3 if %minor% geq 8 goto run

set "home=%USERPROFILE%\.m2\wrapper\apache-maven-%MAVEN_VERSION%"
set "mvn=%home%\bin\mvn.cmd"
if exist "%mvn%" goto run
echo mvnw: downloading Apache Maven %MAVEN_VERSION% 1>&2
rem The .tar.gz, so that both scripts know one checksum; Windows 10 and newer unpack it with their own tar.
set "MAVEN_URL=%MAVEN_SITE%/%MAVEN_VERSION%/binaries/apache-maven-%MAVEN_VERSION%-bin.tar.gz"
powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue';" ^
  "[Net.ServicePointManager]::SecurityProtocol = 'Tls12';" ^
  "$wrapper = Join-Path $env:USERPROFILE '.m2\wrapper';" ^
  "$work = Join-Path $wrapper ('download.' + [guid]::NewGuid());" ^
  "New-Item -ItemType Directory -Force $work | Out-Null;" ^
  "try {" ^
  "  $archive = Join-Path $work 'maven.tar.gz';" ^
  "  Invoke-WebRequest -UseBasicParsing $env:MAVEN_URL -OutFile $archive;" ^
  "  if ((Get-FileHash -Algorithm SHA512 $archive).Hash -ne $env:MAVEN_SHA512) { throw ($env:MAVEN_URL + ' does not have the expected SHA-512; it was deleted') };" ^
  "  tar -xzf $archive -C $work; if ($LASTEXITCODE -ne 0) { throw 'the archive could not be unpacked' };" ^
  "  Move-Item (Join-Path $work ('apache-maven-' + $env:MAVEN_VERSION)) $wrapper" ^
  "} catch { [Console]::Error.WriteLine('mvnw: ' + $_); exit 1 }" ^
  "finally { Remove-Item -Recurse -Force $work }"
if errorlevel 1 exit /b 1

:run
cd /d "%~dp0"
call "%mvn%" %*
exit /b %ERRORLEVEL%

rem Keeps folder %1 in jdk when it is the first that holds a JDK new enough. Its release file says it without starting a JVM.
:consider
if defined jdk exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "version=0"
for /f "tokens=2 delims==" %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do for /f "delims=.-+" %%m in ("%%~v") do set "version=%%m"
if %version% geq %JAVA_WANTED% set "jdk=%~f1"
exit /b 0
