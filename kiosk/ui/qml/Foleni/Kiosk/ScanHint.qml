pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// Where a code is held before the reader; absent without one.
Card {
    id: hint

    required property KioskScreen kiosk
    required property Words words
    required property bool small

    visible: kiosk.reader
    dashed: true
    padding: small ? Theme.mm(2.5) : Theme.mm(7)

    contentItem: RowLayout {
        spacing: hint.small ? Theme.mm(4) : Theme.mm(7)

        Icon {
            name: "scan-qr-code"
            sizeMm: hint.small ? 12 : 16
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: hint.small ? 0 : Theme.mm(1)

            Repeater {
                model: hint.kiosk.languages

                Line {
                    required property var modelData
                    required property int index

                    Layout.fillWidth: true
                    say: hint.words.say(modelData.code, "kiosk-scan-here")
                    color: index === 0 ? Theme.ink : Theme.ink2
                    weight: index === 0 ? Font.Bold : Font.Medium
                    capMm: index === 0 && !hint.small ? 5.4 : 4.8
                    fixed: hint.small
                }
            }
        }
    }
}
