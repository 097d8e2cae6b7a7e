pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// What this centre does not give, and where it is given.
KioskPage {
    id: page

    readonly property real cap: room.scaled(room.bodyMm, 7)
    readonly property string go: say(room.paged ? "kiosk-choose-other-short" : "kiosk-choose-other")
    // Whether the next step's button has no room beside the others.
    readonly property bool strait: room.paged && !room.beside([say("back"), next.text, go], width)

    ColumnLayout {
        anchors.fill: parent
        spacing: page.small ? Theme.mm(3) : Theme.gap

        Steps {
            id: steps
            Layout.fillWidth: true
            Layout.fillHeight: true
            gap: page.small ? Theme.mm(3) : Theme.gap

            Block {
                // Beside the languages a lying screen says it itself.
                wanted: !page.wide || page.room.paged
                keeps: true

                Heading {
                    say: page.kiosk.elsewhere.title
                    capMm: page.room.paged ? page.room.titleMm : 11
                }
            }
            Repeater {
                model: page.kiosk.elsewhere.given

                Block {
                    id: one

                    required property var modelData

                    Card {
                        readonly property string aloud: one.modelData.name + ". "
                                                        + one.modelData.where

                        Accessible.role: Accessible.Grouping
                        Accessible.name: aloud
                        padding: Theme.mm(page.small ? 4 : 7)

                        contentItem: RowLayout {
                            spacing: Theme.mm(page.small ? 4 : 7)

                            Icon {
                                visible: !page.room.bare
                                name: "map-pin"
                                sizeMm: page.room.scaled(9, 14)
                            }
                            ColumnLayout {
                                Layout.fillWidth: true
                                spacing: Theme.mm(page.small ? 1 : 2)

                                Line {
                                    Layout.fillWidth: true
                                    say: one.modelData.name
                                    capMm: page.cap
                                    weight: Font.Bold
                                }
                                Line {
                                    Layout.fillWidth: true
                                    say: one.modelData.where
                                    capMm: page.room.scaled(page.room.bodyMm, 6)
                                }
                            }
                        }
                    }
                }
            }
        }
        NextRow {
            room: page.room
            steps: steps
            words: page.words
            languages: [page.kiosk.language]
            strait: page.strait
        }
        Foot {
            room: page.room

            Way {
                room: page.room
                objectName: "back"
                text: page.say("back")
                iconName: page.room.bare ? "" : "arrow-left"
                iconFirst: true
                onChosen: page.kiosk.back()
            }
            NextStep {
                id: next
                room: page.room
                steps: steps
                words: page.words
                languages: [page.kiosk.language]
                away: page.strait
            }
            WayOn {
                room: page.room
                objectName: "choose-other"
                text: page.go
                onChosen: page.kiosk.chooseOther()
            }
        }
    }
}
