; A setup program of the release with a Python of its own; scripts/release/nsis.py is its door.
; For one user (no administrator) or, with SCOPE=machine, for all users of the machine.
Unicode true
Name "orxl ${VERSION}"
OutFile "${OUT}"
SetCompressor /SOLID ${COMPRESSOR}
LoadLanguageFile "${NSISDIR}/Contrib/Language files/Norwegian.nlf"
ShowInstDetails show
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles
!define LIST "Software\Microsoft\Windows\CurrentVersion\Uninstall\orxl"
!define REMOVER "$INSTDIR\Avinstaller orxl.exe"
!if "${SCOPE}" == "machine"
    RequestExecutionLevel admin
    InstallDir "$PROGRAMFILES64\orxl"
    !define ROOT HKLM
!else
    RequestExecutionLevel user
    InstallDir "$LOCALAPPDATA\orxl"
    !define ROOT HKCU
!endif

!macro scope
    SetRegView 64
    !if "${SCOPE}" == "machine"
        SetShellVarContext all
    !else
        SetShellVarContext current
    !endif
!macroend

Section
    !insertmacro scope
    ; In use, it can't be renamed: nothing is changed then.
    IfFileExists "$INSTDIR\python\python.exe" 0 fresh
    ClearErrors
    RMDir /r "$INSTDIR\gammel"
    Rename "$INSTDIR\python" "$INSTDIR\gammel"
    IfErrors 0 fresh
    DetailPrint "orxl er i bruk. Lukk Excel og prøv igjen. Ingenting er endret."
    SetErrorLevel 2
    Abort
fresh:
    SetOutPath "$INSTDIR"
    File /r "${PAYLOAD}/*.*"
    RMDir /r "$INSTDIR\gammel"
    !if "${SCOPE}" == "machine"
        ExecWait '"$INSTDIR\python\pythonw.exe" -I -X utf8 -m orxl.setup.pc kommandoer "$INSTDIR" python' $0
        CreateDirectory "$SMPROGRAMS\orxl"
        CreateShortCut "$SMPROGRAMS\orxl\Beregn og kontroller.lnk" "$INSTDIR\Beregn og kontroller.cmd" "/skjult" "" 0 SW_SHOWMINIMIZED
        CreateShortCut "$SMPROGRAMS\orxl\Prøv i Excel.lnk" "$INSTDIR\Prøv i Excel.cmd"
        CreateShortCut "$SMPROGRAMS\orxl\Ledetekst for orxl.lnk" "$INSTDIR\Ledetekst for orxl.cmd"
        CreateShortCut "$SMPROGRAMS\orxl\Veiledning.lnk" "$INSTDIR\pakke\Veiledning.html"
        CreateShortCut "$DESKTOP\Beregn og kontroller.lnk" "$INSTDIR\Beregn og kontroller.cmd" "/skjult" "" 0 SW_SHOWMINIMIZED
    !else
        ExecWait '"$INSTDIR\python\pythonw.exe" -I -X utf8 -m orxl.setup.pc plasser "$INSTDIR" python "$INSTDIR\pakke\program"' $0
    !endif
    StrCmp $0 0 placed
    DetailPrint "Snarveier og knapp ble ikke satt opp."
    SetErrorLevel 2
placed:
    WriteUninstaller "${REMOVER}"
    WriteRegStr ${ROOT} "${LIST}" "DisplayName" "orxl"
    WriteRegStr ${ROOT} "${LIST}" "DisplayVersion" "${VERSION}"
    WriteRegStr ${ROOT} "${LIST}" "Publisher" "orxl"
    WriteRegStr ${ROOT} "${LIST}" "InstallLocation" "$INSTDIR"
    WriteRegStr ${ROOT} "${LIST}" "UninstallString" '"${REMOVER}"'
    WriteRegStr ${ROOT} "${LIST}" "QuietUninstallString" '"${REMOVER}" /S'
SectionEnd

Section Uninstall
    !insertmacro scope
    !if "${SCOPE}" == "machine"
        RMDir /r "$SMPROGRAMS\orxl"
        Delete "$DESKTOP\Beregn og kontroller.lnk"
    !else
        ExecWait '"$INSTDIR\python\pythonw.exe" -I -X utf8 -m orxl.setup.pc fjern "$INSTDIR"' $0
    !endif
    RMDir /r "$INSTDIR\python"
    RMDir /r "$INSTDIR\pakke"
    Delete "$INSTDIR\*.cmd"
    Delete "$INSTDIR\Veiledning.html"
    Delete "$INSTDIR\xlwings.xlam.tidligere"
    Delete "$INSTDIR\installert.json"
    Delete "${REMOVER}"
    DeleteRegKey ${ROOT} "${LIST}"
    RMDir "$INSTDIR"
SectionEnd
