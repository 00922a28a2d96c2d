@echo off
rem Finner en Python og lar program\installer.py gjøre resten. «Installer.cmd /stille» venter ikke på en tast.
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
set "PYTHON="
if not exist "%~dp0program\installer.py" goto pakkut
for %%P in (py.exe python.exe python3.exe) do if not defined PYTHON call :prov "%%~$PATH:P"
for %%R in (HKCU HKLM) do if not defined PYTHON for /f "tokens=2,*" %%A in ('reg query %%R\Software\Python /s /v ExecutablePath 2^>nul') do if not defined PYTHON call :prov "%%B"
if not defined PYTHON goto ingen
"%PYTHON%" -I -X utf8 "%~dp0program\installer.py"
set "SVAR=%errorlevel%"
goto ferdig

:prov
rem Microsoft Stores snarvei svarer med en feilkode, og Python 2 kjenner ikke -I.
if "%~1"=="" exit /b
"%~1" -I -c "import sys; sys.exit(sys.version_info < (3, 7))" >nul 2>nul
if "%errorlevel%"=="0" set "PYTHON=%~1"
exit /b

:pakkut
echo Filene er ikke pakket ut. Høyreklikk zip-filen, velg «Pakk ut alle», og kjør Installer.cmd i den nye mappen.
set "SVAR=2"
goto ferdig

:ingen
echo Finner ikke Python på denne maskinen, og orxl trenger Python 3.11 eller nyere (64-bits).
echo Be IT om Python, hent det i Firmaportal eller Software Center, eller last det ned fra python.org.
echo Åpner Microsoft Store seg når noen skriver «python», er det bare en snarvei: Python er ikke installert.
set "SVAR=2"

:ferdig
if /i not "%~1"=="/stille" pause
exit /b %SVAR%
