pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// A slip was held before the reader: where its ticket stands. An unknown code is told in every language.
KioskPage {
    id: page

    ColumnLayout {
        anchors.fill: parent
        spacing: page.small ? Theme.mm(3) : Theme.gap

        Item {
            Layout.fillHeight: true
            visible: !page.small
        }
        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: false
            columns: page.wide && !page.room.bare ? 2 : 1
            uniformCellWidths: columns > 1 && cards.count > 1
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap

            Repeater {
                id: cards
                model: page.kiosk.scanned

                Card {
                    id: card

                    required property var modelData
                    readonly property bool known: modelData.number !== ""
                    readonly property string language: modelData.language
                    // Without the name of the service: a loudspeaker tells it the whole hall.
                    readonly property string aloud: [modelData.where, modelData.wait === "" ? "" :
                                                                                              modelData.wait
                                                                                              + ".", modelData.instead].filter(
                        words => words !== "").join(" ")
                    readonly property bool live: true

                    Layout.fillWidth: true
                    Layout.alignment: Qt.AlignTop
                    Accessible.role: Accessible.Grouping
                    Accessible.name: aloud
                    padding: Theme.mm(page.small ? 4 : 10)
                    topPadding: Theme.mm(page.small ? 4 : 10)
                    bottomPadding: topPadding

                    contentItem: GridLayout {
                        columns: page.wide && card.known ? 2 : 1
                        columnSpacing: Theme.mm(6)
                        rowSpacing: Theme.mm(4)

                        ColumnLayout {
                            Layout.fillWidth: true
                            Layout.minimumWidth: number.implicitWidth
                            // The sentence beside it names the number too.
                            visible: card.known
                            spacing: Theme.mm(5)

                            Line {
                                Layout.fillWidth: true
                                visible: !page.wide
                                say: card.modelData.name
                                capMm: page.room.scaled(8, 9)
                                weight: Font.DemiBold
                                horizontalAlignment: Text.AlignHCenter
                            }
                            NumberText {
                                id: number
                                Layout.fillWidth: true
                                Layout.bottomMargin: Theme.mm(6)
                                say: card.modelData.number
                                color: Theme.greenDark
                                capMm: page.room.scaled(12, page.wide ? 34 : 46)
                                tight: true
                                horizontalAlignment: Text.AlignHCenter
                            }
                        }
                        ColumnLayout {
                            Layout.fillWidth: true
                            spacing: page.small ? Theme.mm(2) : Theme.mm(4)

                            Icon {
                                visible: !card.known && !page.small
                                name: "search"
                                sizeMm: 30
                            }
                            Heading {
                                objectName: "where"
                                Layout.fillWidth: true
                                say: card.modelData.where
                                capMm: page.room.scaled(4.8, 9.5)
                                horizontalAlignment: page.wide || !card.known ? Text.AlignLeft :
                                                                                Text.AlignHCenter
                            }
                            Body {
                                Layout.fillWidth: true
                                visible: say !== ""
                                say: card.modelData.wait
                                capMm: page.room.scaled(4.8, 7.4)
                                horizontalAlignment: page.wide ? Text.AlignLeft : Text.AlignHCenter
                            }
                            Body {
                                Layout.fillWidth: true
                                visible: say !== "" && !(page.room.bare && !card.known)
                                say: card.modelData.instead
                                capMm: page.room.scaled(4.8, 7.4)
                                horizontalAlignment: page.wide || !card.known ? Text.AlignLeft :
                                                                                Text.AlignHCenter
                            }
                        }
                    }
                }
            }
        }
        Note {
            readonly property bool aside: true

            Layout.fillWidth: true
            visible: say !== ""
            say: page.kiosk.told.clears
            capMm: page.room.scaled(4.8, 6)
            horizontalAlignment: Text.AlignHCenter
        }
        Item {
            Layout.fillHeight: true
        }
        Foot {
            room: page.room

            Way {
                room: page.room
                objectName: "more-time"
                text: page.say("more-time")
                onChosen: page.kiosk.moreTime()
            }
            WayOn {
                room: page.room
                objectName: "done"
                text: page.say("done")
                onChosen: page.kiosk.done()
            }
        }
    }
}
