@echo off
rem Starts Lifeboat. All arguments go to the program, its exit code comes back.
rem   LIFEBOAT_JAVA      the folder of a Java 25 or newer; without it one is looked for
rem   LIFEBOAT_JAVA_OPTS more options for the JVM, separated by spaces, such as -Xmx1g
setlocal
set "JAVA_WANTED=25"
for %%h in ("%~dp0..") do set "home=%%~fh"
set "found="

if not defined LIFEBOAT_JAVA goto search
call :consider "%LIFEBOAT_JAVA%"
if defined found goto run
echo lifeboat: LIFEBOAT_JAVA is %LIFEBOAT_JAVA%, which is not the folder of a Java %JAVA_WANTED% or newer. 1>&2
exit /b 1

:search
call :consider "%home%\runtime"
if defined JAVA_HOME call :consider "%JAVA_HOME%"
for %%j in (java.exe) do if not "%%~dp$PATH:j"=="" call :consider "%%~dp$PATH:j.."
for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%ProgramFiles%\BellSoft\*" "%ProgramFiles%\Amazon Corretto\*" "%USERPROFILE%\.jdks\*" "%LOCALAPPDATA%\Programs\Eclipse Adoptium\*") do call :consider "%%~fd"
if defined found goto run
echo lifeboat: no Java %JAVA_WANTED% or newer found beside the program, in JAVA_HOME, on the PATH or in Program Files. 1>&2
echo Install one, or set LIFEBOAT_JAVA to its folder. 1>&2
exit /b 1

:run
rem Only the window needs JavaFX. Commands begin with the cache that the build made; without it, or with another Java, they only start slower.
set "face="
if "%~1"=="" set "face=window"
if "%~1"=="window" set "face=window"
if defined face goto window
set "cache="
if exist "%home%\lifeboat.aot" set cache="-XX:AOTCache=%home%\lifeboat.aot"
"%found%\bin\java.exe" -Xmx256m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xlog:cds*=off,aot*=off %cache% %LIFEBOAT_JAVA_OPTS% -cp "%home%\lib\lifeboat.jar" dev.lifeboat.Lifeboat %*
exit /b %ERRORLEVEL%

:window
"%found%\bin\java.exe" -Xmx256m -XX:+UseSerialGC --enable-native-access=javafx.graphics,ALL-UNNAMED --sun-misc-unsafe-memory-access=allow --module-path "%home%\lib\javafx" --add-modules javafx.controls %LIFEBOAT_JAVA_OPTS% -cp "%home%\lib\lifeboat.jar" dev.lifeboat.Lifeboat %*
exit /b %ERRORLEVEL%

rem Keeps folder %1 in found when it is the first that holds a Java new enough. Its release file says it without starting a JVM.
:consider
if defined found exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "version=0"
for /f "tokens=2 delims==" %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do for /f "delims=.-+" %%m in ("%%~v") do set "version=%%m"
if %version% geq %JAVA_WANTED% set "found=%~f1"
exit /b 0
