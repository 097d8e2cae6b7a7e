pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// What to bring, the fee while it is known to hold, and when the document is ready.
Card {
    id: card

    required property var promise
    required property Words words
    required property string language
    required property Room room
    readonly property bool small: room.small
    property bool paired: false

    padding: small ? Theme.mm(5) : Theme.mm(10 * room.ease)

    contentItem: ColumnLayout {
        spacing: card.small ? Theme.mm(1.5) : Theme.mm(4 * card.room.ease)

        Line {
            Layout.fillWidth: true
            say: card.words.say(card.language, card.promise.bring.length > 0 ? "kiosk-bring" :
                                                                               "kiosk-bring-nothing")
            capMm: card.room.scaled(4.8, 6)
            weight: Font.Bold
        }
        GridLayout {
            Layout.fillWidth: true
            columns: card.paired ? 2 : 1
            uniformCellWidths: true
            columnSpacing: Theme.mm(6)
            rowSpacing: parent.spacing

            Repeater {
                model: card.promise.bring

                RowLayout {
                    id: item

                    required property string modelData

                    Layout.fillWidth: true
                    Layout.alignment: Qt.AlignTop
                    spacing: Theme.mm(4)

                    Icon {
                        Layout.alignment: Qt.AlignTop
                        Layout.topMargin: Theme.mm(0.6)
                        name: "square"
                        color: Theme.ink
                        sizeMm: card.room.scaled(7, 9)
                    }
                    Line {
                        Layout.fillWidth: true
                        say: item.modelData
                        capMm: card.room.scaled(4.8, 6)
                    }
                }
            }
        }
        Item {
            Layout.fillWidth: true
            implicitHeight: Theme.lineWidth
            visible: card.promise.fee !== "" || card.promise.ready !== ""

            DottedRule {
                width: parent.width
            }
        }
        RowLayout {
            Layout.fillWidth: true
            visible: card.promise.fee !== ""

            Line {
                Layout.fillWidth: true
                say: card.words.say(card.language, "kiosk-fee")
                capMm: card.room.scaled(4.8, 6)
            }
            NumberText {
                say: card.promise.fee
                capMm: card.room.scaled(4.8, 6.4)
            }
        }
        Note {
            Layout.fillWidth: true
            visible: say !== ""
            capMm: card.room.scaled(4.8, 4.8)
            say: [card.promise.fee_where, card.promise.ready].filter(words => words !== "").join(
                " ")
        }
    }
}
