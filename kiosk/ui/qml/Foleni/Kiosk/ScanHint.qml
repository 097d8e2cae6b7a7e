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
    required property Room room
    readonly property bool small: room.small
    readonly property real share: Math.min(1, 2 / kiosk.languages.length)

    // A small screen has to say first what is not as usual.
    visible: kiosk.reader && !(room.bare && kiosk.header.alone !== "")
    dashed: true
    padding: small ? Theme.mm(2.5) : Theme.mm(9 * share * share)

    contentItem: RowLayout {
        spacing: hint.small ? Theme.mm(4) : Theme.mm(7)

        Icon {
            name: "scan-qr-code"
            sizeMm: hint.room.scaled(12, 22)
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
                    language: modelData.code
                    say: hint.words.say(modelData.code, hint.kiosk.books ? "kiosk-scan-here-books" :
                                                                           "kiosk-scan-here")
                    color: index === 0 ? Theme.ink : Theme.ink2
                    weight: index === 0 ? Font.Bold : Font.Medium
                    capMm: Math.max(4.8, hint.share * hint.room.scaled(4.8, index === 0 ? 6.6 :
                                                                                          5.6))

                }
            }
        }
    }
}
