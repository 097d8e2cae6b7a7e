import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// How many are ahead and about how long it takes.
Card {
    id: card

    required property var promise
    required property Words words
    required property string language
    required property Room room
    readonly property bool small: room.small

    padding: small ? Theme.mm(4) : Theme.mm(9)

    contentItem: ColumnLayout {
        spacing: Theme.mm(2)

        Line {
            Layout.fillWidth: true
            visible: card.small
            say: card.promise.summary
            weight: Font.Bold
        }
        GridLayout {
            Layout.fillWidth: true
            visible: !card.small
            columns: 2
            uniformCellWidths: true
            columnSpacing: Theme.mm(4)
            rowSpacing: 0

            Note {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.alignment: Qt.AlignTop
                say: card.words.say(card.language, "kiosk-people-ahead")
                capMm: card.room.scaled(5.2, 5.2)
            }
            Note {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.alignment: Qt.AlignTop
                say: card.words.say(card.language, "kiosk-estimated-wait")
                capMm: card.room.scaled(5.2, 5.2)
                horizontalAlignment: Text.AlignRight
            }
            NumberText {
                say: card.promise.ahead
                capMm: card.room.scaled(13, 13)
            }
            RowLayout {
                Layout.alignment: Qt.AlignRight
                spacing: Theme.mm(3)

                NumberText {
                    visible: card.promise.wait_unit !== ""
                    Layout.alignment: Qt.AlignBaseline
                    say: card.promise.wait
                    capMm: card.room.scaled(13, 13)
                }
                Line {
                    visible: card.promise.wait_unit !== ""
                    Layout.alignment: Qt.AlignBaseline
                    say: card.promise.wait_unit
                    capMm: card.room.scaled(7, 7)
                    weight: Font.Bold
                }
                Line {
                    Layout.fillWidth: true
                    visible: card.promise.wait_unit === ""
                    say: card.promise.wait
                    capMm: card.room.scaled(7, 7)
                    weight: Font.Bold
                    horizontalAlignment: Text.AlignRight
                }
            }
        }
        Note {
            Layout.fillWidth: true
            visible: say !== ""
            say: card.promise.notice
        }
    }
}
