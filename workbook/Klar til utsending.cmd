@echo off
chcp 65001 >nul
rem Kontrollerer arbeidsboken slik den er lagret, og det som følger med filen, og viser rapporten.
rem Slipp en annen .xlsx-fil på denne for å kontrollere den i stedet.
setlocal
set "PYTHON=%~dp0..\.venv\Scripts\python.exe"
if not exist "%PYTHON%" set "PYTHON=python"
set "FIL=%~1"
if "%FIL%"=="" set "FIL=%~dp0handlingsprogram.xlsx"
for %%F in ("%FIL%") do set "RAPPORT=%%~dpnF-kontroll.html"
"%PYTHON%" -P -m orxl kontroller --for-utsending --html "%RAPPORT%" "%FIL%"
if errorlevel 2 (
    echo.
    echo Kontrollen ble ikke gjort. Les setningen over.
    pause
    exit /b 2
)
start "" "%RAPPORT%"
