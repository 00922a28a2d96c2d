@echo off
chcp 65001 >nul
rem Prøver arbeidsboken i et eget Excel, på kopier, og viser hva som ble funnet. Tar noen minutter.
rem Slipp en annen .xlsx-fil på denne for å prøve den i stedet.
setlocal
set "PYTHON=%~dp0..\.venv\Scripts\python.exe"
if not exist "%PYTHON%" set "PYTHON=python"
set "FIL=%~1"
if "%FIL%"=="" set "FIL=%~dp0handlingsprogram.xlsx"
for %%F in ("%FIL%") do set "SIDE=%%~dpFexcel-prove.html"
"%PYTHON%" -P -m orxl excel prov "%FIL%"
if errorlevel 2 (
    echo.
    echo Det ble ikke noe av. Les setningen over.
    pause
    exit /b 2
)
start "" "%SIDE%"
