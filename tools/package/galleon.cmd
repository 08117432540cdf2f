@echo off
rem The terminal program: Electron as plain Node, with the script in its own archive.
setlocal
set ELECTRON_RUN_AS_NODE=1
"%~dp0Galleon.exe" "%~dp0resources\app.asar\out\main\cli.js" %*
