@echo off
chcp 65001 >nul
rem Beregner og kontrollerer arbeidsboken som ligger øverst i Excel.
rem Trenger verken makroer eller tillegg, bare Pythonen i mappen .venv (scripts/kom_i_gang.py).
setlocal
set "PYTHON=%~dp0..\.venv\Scripts\python.exe"
if not exist "%PYTHON%" set "PYTHON=python"
"%PYTHON%" -P -m orxl.button
if errorlevel 1 (
    echo.
    echo Knappen virket ikke. Kjør "orxl excel" for å se hva som mangler.
    pause
)
