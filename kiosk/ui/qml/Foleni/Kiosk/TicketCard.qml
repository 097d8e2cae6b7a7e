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
    required property Room room
    readonly property bool wide: room.wide
    readonly property bool small: room.small
    // Beside the number the code takes the height there is, standing by itself the width.
    readonly property real codeMm: wide ? Math.max(26, Math.min(90, availableHeight / Theme.pxPerMm
                                                                - (small || largeCode ? 0 : 28))) :
                                          largeCode ? room.scaled(62, Theme.large ? 62 : 92) :
                                                      room.scaled(56, 56)

    readonly property real numberMm: wide ? Math.max(9, Math.min(room.scaled(42, 42), (availableHeight
                                                                                       / Theme.pxPerMm
                                                                                       - (room.bare
                                                                                          && largeCode
                                                                                          ? 4 : small
                                                                                            || !largeCode
                                                                                            ? 36 : 0))
                                                                 * 0.56)) : room.scaled(42, 42)

    function say(key: string): string {
        return words.say(language, key);
    }

    padding: small ? Theme.mm(3) : Theme.mm(8)

    contentItem: GridLayout {
        columns: card.wide ? 2 : 1
        columnSpacing: card.small ? Theme.mm(4) : Theme.mm(10)
        rowSpacing: Theme.mm(5)

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: card.wide
            spacing: card.small ? Theme.mm(1) : Theme.mm(5)

            Line {
                Layout.fillWidth: true
                visible: !card.wide
                say: card.ticket.name
                capMm: card.room.scaled(8, 8)
                weight: Font.DemiBold
                horizontalAlignment: Text.AlignHCenter
            }
            GridLayout {
                Layout.fillWidth: true
                columns: card.room.bare && card.largeCode ? 2 : 1
                columnSpacing: Theme.mm(4)
                rowSpacing: Theme.mm(1)

                NumberText {
                    objectName: "number"
                    Layout.fillWidth: true
                    // What a tight number saves above its line it needs below it.
                    Layout.bottomMargin: parent.columns > 1 ? 0 : 0.2 * font.pixelSize
                    say: card.ticket.number
                    color: Theme.greenDark
                    capMm: card.numberMm
                    tight: true
                    fontSizeMode: Text.HorizontalFit
                    horizontalAlignment: Text.AlignHCenter
                }
                Line {
                    Layout.fillWidth: true
                    visible: card.small
                    say: card.ticket.where
                    weight: Font.Bold
                    horizontalAlignment: parent.columns > 1 ? Text.AlignLeft : Text.AlignHCenter
                }
            }
            Line {
                Layout.fillWidth: true
                visible: card.small && !(card.room.bare && card.largeCode) && !card.room.tiny &&
                         !card.ticket.called
                say: card.ticket.summary
                horizontalAlignment: Text.AlignHCenter
            }
            GridLayout {
                Layout.fillWidth: true
                visible: !card.largeCode && !card.small
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
                    say: card.say("kiosk-people-ahead-short")
                    capMm: card.room.scaled(4.8, 5.4)
                }
                Note {
                    Layout.fillWidth: true
                    say: card.say("kiosk-estimated-wait")
                    capMm: card.room.scaled(4.8, 5.4)
                    horizontalAlignment: Text.AlignRight
                }
                NumberText {
                    Layout.alignment: Qt.AlignTop
                    say: card.ticket.ahead
                    capMm: card.room.scaled(7, 9)
                }
                Line {
                    Layout.fillWidth: true
                    say: card.ticket.wait_unit === "" ? card.ticket.wait : card.ticket.wait + " "
                                                        + card.ticket.wait_unit
                    capMm: card.ticket.wait_unit === "" ? 6.4 : 9
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
            Layout.fillWidth: !card.wide
            Layout.fillHeight: card.wide
            Layout.maximumWidth: card.wide ? card.availableWidth * 0.45 : card.availableWidth
            columns: card.wide || card.largeCode ? 1 : 2
            columnSpacing: Theme.mm(7)
            rowSpacing: Theme.mm(2)

            QrImage {
                objectName: "code"
                Layout.alignment: Qt.AlignCenter
                text: card.ticket.code
                sizeMm: card.codeMm
            }
            ColumnLayout {
                Layout.fillWidth: true
                visible: !card.small && !(card.largeCode && (Theme.large || card.wide))
                spacing: Theme.mm(1)

                Line {
                    Layout.fillWidth: true
                    say: card.say(card.ticket.phone_page ? "kiosk-follow-by-phone" :
                                                           "kiosk-scan-at-kiosk")
                    capMm: card.room.scaled(5, card.wide ? 5.6 : 6.6)
                    weight: Font.Bold
                    horizontalAlignment: card.wide || card.largeCode ? Text.AlignHCenter :
                                                                       Text.AlignLeft
                }
                Note {
                    Layout.fillWidth: true
                    visible: !card.largeCode && !card.wide
                    say: card.say(card.ticket.phone_page ? "kiosk-follow-how" :
                                                           "kiosk-scan-at-kiosk-how")
                    capMm: card.room.scaled(4.8, 5.4)
                }
            }
        }
    }
}
