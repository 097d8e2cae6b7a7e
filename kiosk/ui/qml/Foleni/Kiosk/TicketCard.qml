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
    property bool crowded: false
    // Whether how long it takes is no longer of interest, or stands below.
    readonly property bool told: ticket.called || largeCode && !small && !crowded
    readonly property bool wide: room.wide
    readonly property bool small: room.small
    // Beside the number the code takes the height there is, standing by itself what the number leaves.
    readonly property real heightMm: availableHeight / Theme.pxPerMm
    readonly property real codeMm: wide ? Math.max(26, Math.min(room.scaled(90, 100), heightMm - (
                                                                    small || largeCode ? 0 :
                                                                                         Theme.large
                                                                                         ? 44 : 30))) :
                                          Math.max(crowded ? 40 : 46, Math.min(mostCodeMm, heightMm
                                                                               - rest / Theme.pxPerMm))
    readonly property real mostCodeMm: largeCode ? 132 : Theme.large ? 64 : 84
    readonly property real rest: upper.implicitHeight + tear.implicitHeight + 2 * sheet.rowSpacing

    readonly property real numberMm: wide ? Math.max(9, Math.min(room.scaled(36, 46), (availableHeight
                                                                                       / Theme.pxPerMm
                                                                                       - (room.bare
                                                                                          && largeCode
                                                                                          ? 4 : small
                                                                                            || !largeCode
                                                                                            ? (Theme.large
                                                                                               ? 46 : 38) :
                                                                                              0)) * 0.56)) :
                                            Theme.large ? 32 : crowded ? 28 : room.scaled(36, 46)

    function say(key: string): string {
        return words.say(language, key);
    }

    padding: small ? Theme.mm(3) : Theme.mm(7)

    contentItem: GridLayout {
        id: sheet
        columns: card.wide ? 2 : 1
        columnSpacing: card.small ? Theme.mm(4) : Theme.mm(10)
        rowSpacing: Theme.mm(5)

        ColumnLayout {
            id: upper

            // What the figures mean, in the order in which one wants to know it.
            readonly property string aloud: [card.wide ? "" : card.ticket.name + ".", card.words.say(
                    card.language, "say-your-number", {
                        number: card.ticket.number
                    }), card.small ? card.ticket.where : "", card.told ? "" : card.ticket.summary
                                                                         + "."].filter(words
                                                                                       => words
                                                                                          !== "").join(
                " ")
            readonly property bool live: true

            Accessible.role: Accessible.Grouping
            Accessible.name: aloud
            Layout.fillWidth: true
            Layout.fillHeight: card.wide
            spacing: card.small ? Theme.mm(1) : Theme.mm(5)

            Line {
                Layout.fillWidth: true
                visible: !card.wide
                say: card.ticket.name
                capMm: card.room.scaled(8, 8.6)
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
                    Layout.bottomMargin: parent.columns > 1 ? 0 : (card.wide ? 0.2 : 0.17)
                                                              * font.pixelSize

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
                visible: card.small && !(card.room.bare && card.largeCode) && !card.ticket.called
                         && !card.crowded
                say: card.ticket.summary
                horizontalAlignment: Text.AlignHCenter
            }
            GridLayout {
                Layout.fillWidth: true
                visible: !card.largeCode && !card.small
                columns: 2
                uniformCellWidths: true
                rowSpacing: Theme.mm(card.room.scaled(1, 2))

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
                    capMm: card.room.scaled(4.8, 5.8)
                }
                Note {
                    Layout.fillWidth: true
                    say: card.say("kiosk-estimated-wait")
                    capMm: card.room.scaled(4.8, 5.8)
                    horizontalAlignment: Text.AlignRight
                }
                NumberText {
                    Layout.alignment: Qt.AlignBaseline
                    say: card.ticket.ahead
                    capMm: card.room.scaled(7, 11)
                }
                Line {
                    Layout.fillWidth: true
                    Layout.alignment: Qt.AlignBaseline
                    say: card.ticket.wait_unit === "" ? card.ticket.wait : card.ticket.wait + " "
                                                        + card.ticket.wait_unit
                    capMm: card.ticket.wait_unit === "" ? 7 : card.room.scaled(7, 11)
                    weight: Font.Bold
                    horizontalAlignment: Text.AlignRight
                }
            }
        }
        Item {
            id: tear
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
                name: card.say(card.ticket.phone_page ? "kiosk-follow-by-phone" :
                                                        "kiosk-scan-at-kiosk")
                sizeMm: card.codeMm
            }
            ColumnLayout {
                Layout.fillWidth: true
                visible: !card.small && !card.largeCode
                spacing: Theme.mm(1)

                Line {
                    Layout.fillWidth: true
                    say: card.say(card.ticket.phone_page ? "kiosk-follow-by-phone" :
                                                           "kiosk-scan-at-kiosk")
                    capMm: card.room.scaled(5, card.wide ? 6 : 7.6)
                    weight: Font.Bold
                    horizontalAlignment: card.wide ? Text.AlignHCenter : Text.AlignLeft
                }
                Note {
                    Layout.fillWidth: true
                    visible: !card.wide && !Theme.large && !card.crowded
                    say: card.say(card.ticket.phone_page ? "kiosk-follow-how" :
                                                           "kiosk-scan-at-kiosk-how")
                    capMm: card.room.scaled(4.8, 5.8)
                }
            }
        }
    }
}
