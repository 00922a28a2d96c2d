@echo off
rem Fjerner orxl. Arbeidsbøker og sikkerhetskopier blir liggende. «/stille» venter ikke på en tast.
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
set "HJEM=%LOCALAPPDATA%\orxl"
if not exist "%HJEM%\installert.json" set "HJEM=%USERPROFILE%\orxl-program"
if exist "%~dp0installert.json" for %%I in ("%~dp0.") do set "HJEM=%%~fI"
set "PYTHON="
for /f "delims=" %%D in ('dir /b /ad "%HJEM%\program-*" 2^>nul') do set "PYTHON=%HJEM%\%%D\Scripts\python.exe"
if not defined PYTHON goto ingen
"%PYTHON%" -I -X utf8 -m orxl.setup.pc fjern "%HJEM%"
if not "%errorlevel%"=="0" goto feil
rem Alt i parentesen er lest før denne filen selv blir slettet.
(
    for /f "delims=" %%D in ('dir /b /ad "%HJEM%\program-*"') do rmdir /s /q "%HJEM%\%%D"
    for %%F in ("orxl.cmd" "Ledetekst for orxl.cmd" "Beregn og kontroller.cmd" "Klar til utsending.cmd" "Veiledning.html" "installering.txt" "installert.json") do if exist "%HJEM%\%%~F" del /q "%HJEM%\%%~F"
    if exist "%HJEM%\program-*" echo Noen filer er i bruk. Lukk Excel og kjør Avinstaller.cmd i zip-mappen en gang til.
    if not exist "%HJEM%\program-*" echo orxl er avinstallert. Arbeidsboken og sikkerhetskopiene ligger der de lå.
    if /i not "%~1"=="/stille" pause
    if exist "%HJEM%\Avinstaller.cmd" del /q "%HJEM%\Avinstaller.cmd"
    rmdir "%HJEM%" 2>nul
    exit /b 0
)

:ingen
echo Finner ikke orxl på denne maskinen, så det er ingenting å fjerne.
if /i not "%~1"=="/stille" pause
exit /b 2

:feil
echo Avinstalleringen stoppet. Lukk Excel og prøv igjen.
if /i not "%~1"=="/stille" pause
exit /b 2
