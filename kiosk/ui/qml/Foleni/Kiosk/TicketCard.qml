import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// The number, how long it takes, and the code; the code is larger when there is no paper to carry it.
Card {
    id: card

    required property var ticket
    required property Words words
    required property string language
    required property bool largeCode
    required property bool wide
    required property bool small

    function say(key: string): string {
        return words.say(language, key)
    }

    padding: small ? Theme.mm(4) : Theme.mm(8)

    contentItem: GridLayout {
        columns: card.wide ? 2 : 1
        columnSpacing: Theme.mm(10)
        rowSpacing: Theme.mm(5)

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: card.wide
            Layout.preferredWidth: 1
            spacing: card.small ? Theme.mm(2) : Theme.mm(5)

            Line {
                Layout.fillWidth: true
                say: card.ticket.name
                capMm: card.small ? 5.6 : 8
                weight: Font.DemiBold
                horizontalAlignment: Text.AlignHCenter
            }
            NumberText {
                objectName: "number"
                Layout.fillWidth: true
                say: card.ticket.number
                color: Theme.greenDark
                capMm: card.small ? 24 : 42
                tight: true
                Layout.bottomMargin: card.small ? Theme.mm(2) : Theme.mm(6)
                fontSizeMode: Text.HorizontalFit
                horizontalAlignment: Text.AlignHCenter
            }
            GridLayout {
                Layout.fillWidth: true
                visible: !card.largeCode
                columns: 2
                uniformCellWidths: true
                rowSpacing: Theme.mm(1)

                Item {
                    Layout.fillWidth: true
                    Layout.columnSpan: 2
                    implicitHeight: Theme.lineWidth

                    DottedRule {
                        width: parent.width
                    }
                }
                Note {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    say: card.say("kiosk-people-ahead-short")
                    capMm: card.small ? 4.8 : 5.4
                }
                Note {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    say: card.say("kiosk-estimated-wait")
                    capMm: card.small ? 4.8 : 5.4
                    horizontalAlignment: Text.AlignRight
                }
                NumberText {
                    Layout.alignment: Qt.AlignTop
                    say: card.ticket.ahead
                    capMm: card.small ? 6 : 9
                }
                Line {
                    Layout.fillWidth: true
                    say: card.ticket.wait_unit === "" ? card.ticket.wait : card.ticket.wait + " " + card.ticket.wait_unit
                    capMm: card.small ? 6 : card.ticket.wait_unit === "" ? 6.4 : 9
                    weight: Font.Bold
                    horizontalAlignment: Text.AlignRight
                }
            }
        }
        Item {
            Layout.fillWidth: true
            visible: !card.wide
            implicitHeight: Theme.lineWidth

            DottedRule {
                width: parent.width
            }
        }
        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: card.wide
            Layout.preferredWidth: 1
            columns: card.wide || card.largeCode ? 1 : 2
            columnSpacing: Theme.mm(7)
            rowSpacing: Theme.mm(3)

            QrImage {
                objectName: "code"
                Layout.alignment: Qt.AlignCenter
                text: card.ticket.code
                sizeMm: card.largeCode && !card.small ? (Theme.large ? 72 : 92) : card.small ? 40 : 56
            }
            ColumnLayout {
                Layout.fillWidth: true
                visible: !(card.largeCode && Theme.large)
                spacing: Theme.mm(1)

                Line {
                    Layout.fillWidth: true
                    say: card.say(card.ticket.phone_page ? "kiosk-follow-by-phone" : "kiosk-scan-at-kiosk")
                    capMm: card.small ? 4.8 : 6.6
                    weight: Font.Bold
                    horizontalAlignment: card.wide || card.largeCode ? Text.AlignHCenter : Text.AlignLeft
                }
                Note {
                    Layout.fillWidth: true
                    visible: !card.largeCode
                    say: card.say(card.ticket.phone_page ? "kiosk-follow-how" : "kiosk-scan-at-kiosk-how")
                    capMm: card.small ? 4.8 : 5.4
                    horizontalAlignment: card.wide ? Text.AlignHCenter : Text.AlignLeft
                }
            }
        }
    }
}
