pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// No tickets now: why, when again, and the hours, in every language.
KioskPage {
    id: panel

    readonly property real share: Math.min(1, 2.4 / kiosk.languages.length)

    GridLayout {
        anchors.fill: parent
        columns: panel.wide ? 2 : 1
        uniformCellWidths: true
        columnSpacing: Theme.gap
        rowSpacing: panel.small ? Theme.mm(4) : Theme.mm(9 * panel.share)

        Repeater {
            model: panel.kiosk.start.closed

            Card {
                id: card

                required property var modelData
                required property int index
                readonly property string language: modelData.language

                Layout.fillWidth: true
                Layout.fillHeight: panel.wide
                Layout.preferredWidth: 1
                Layout.alignment: Qt.AlignTop
                padding: panel.small ? Theme.mm(4) : Theme.mm(9 * panel.share)

                contentItem: ColumnLayout {
                    spacing: panel.small ? Theme.mm(2) : Theme.mm(3.5)

                    Icon {
                        visible: !panel.small && (card.index === 0 || panel.wide)
                        name: panel.kiosk.start.state === "closed" ? "door-closed" : "clock"
                        sizeMm: panel.room.scaled(12, 20)
                    }
                    Heading {
                        Layout.fillWidth: true
                        say: card.modelData.title
                        capMm: panel.share * panel.room.scaled(5, panel.wide ? 9 : Theme.large ? 8 :
                                                                                                 10.5)
                    }
                    Body {
                        Layout.fillWidth: true
                        visible: card.modelData.opens !== ""
                        say: card.modelData.opens
                        capMm: Math.max(4.8, panel.share * panel.room.scaled(4.8, 7.2))
                        weight: Font.Bold
                    }
                    Item {
                        implicitHeight: Theme.mm(1)
                    }
                    Note {
                        Layout.fillWidth: true
                        visible: !panel.room.bare
                        say: panel.words.say(card.modelData.language, "kiosk-opening-hours")
                        capMm: panel.room.scaled(4.8, 5.2)
                    }
                    Repeater {
                        model: panel.room.bare && panel.kiosk.start.state === "cut_off" ? [] :
                                                                                          card.modelData.hours

                        Line {
                            required property string modelData

                            Layout.fillWidth: true
                            say: modelData
                            capMm: panel.room.scaled(4.8, 6)
                        }
                    }
                    Item {
                        Layout.fillHeight: true
                    }
                }
            }
        }
        ScanHint {
            Layout.fillWidth: true
            Layout.columnSpan: panel.wide ? 2 : 1
            visible: panel.kiosk.reader && !panel.small
            kiosk: panel.kiosk
            words: panel.words
            room: panel.room
        }
        Item {
            Layout.fillHeight: true
            visible: !panel.wide
        }
    }
}
