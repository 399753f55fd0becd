# Fills the folder with every kind of file that tar can keep. Needs GNU coreutils and perl.
set -eu
echo hello > plain
ln plain hard
ln -s plain symbolic
ln -s /nowhere/at/all dangling
: > empty
mkdir empty-folder && chmod 2770 empty-folder
mkfifo -m 640 pipe
truncate -s 20000000 sparse && printf middle | dd of=sparse bs=1 seek=10000000 conv=notrunc status=none
mkdir -p "$(printf 'long-%090d/long-%090d/long-%090d' 1 2 3)"
echo deep > "$(printf 'long-%090d/long-%090d/long-%090d/file-%0200d' 1 2 3 4)"
ln -s "$(printf '%0200d' 5)" "$(printf 'link-%0120d' 6)"
echo umlaut > 'ünïcödé-日本'
printf newline > "$(printf 'new\nline')"
echo quotes > "quo'te\"s and \\ back"
echo dash > ./-dash
cp /bin/true setuid && chmod 4755 setuid
chown 1234:5678 plain symbolic -h
chown 3000000000:3000000001 empty
touch -h -d '2001-02-03 04:05:06.123456789' symbolic plain
touch -d '1969-12-31 23:59:58.5' empty
perl -e 'my ($f, $n, $v) = ("quo\x27te\"s and \\ back", "user.note", "two\nlines"); syscall(188, $f, $n, $v, length $v, 0) == 0 or die "xattr: $!"'
perl -e 'my ($f, $n) = ("./-dash", "system.posix_acl_access"); my $v = pack "L<(SSL)<5", 2, 1, 6, -1, 2, 4, 1000, 4, 4, -1, 16, 4, -1, 32, 4, -1; syscall(188, $f, $n, $v, length $v, 0) == 0 or die "acl: $!"'
touch -d '2020-01-01 00:00:00.000000001' .
