pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// Which service, on a small screen: one below the other.
KioskPage {
    id: page

    // Whether the next step's button has no room beside the others.
    readonly property bool strait: !room.beside([say("back"), kiosk.unsure.name ?? "", next.text],
                                                width)
    // All of them: the steps have as many at a time as there is room for.
    Binding {
        target: page.kiosk
        property: "perPage"
        value: 1000
    }
    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.mm(3)

        Steps {
            id: steps

            readonly property bool begun: page.kiosk.page === "start"

            Layout.fillWidth: true
            Layout.fillHeight: true
            onBegunChanged: reset()

            Block {
                keeps: true

                Heading {
                    say: page.say("kiosk-what-do-you-need")
                    capMm: page.room.titleMm
                }
            }
            Repeater {
                model: page.kiosk.tiles

                Block {
                    id: choice

                    required property string group
                    required property string name
                    required property string symbol
                    required property string wait
                    required property string refusal

                    Tile {
                        objectName: "tile-" + choice.group
                        text: choice.name
                        foot: Theme.large ? "" : choice.wait
                        warning: choice.refusal
                        iconName: Theme.large ? "" : choice.symbol
                        iconMm: 14
                        iconAbove: false
                        capMm: page.room.bodyMm
                        footCapMm: page.room.bodyMm
                        padding: Theme.mm(4)
                        topPadding: Theme.mm(2.5)
                        bottomPadding: topPadding
                        onChosen: page.kiosk.openGroup(choice.group)
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
                onChosen: page.kiosk.back()
            }
            Way {
                room: page.room
                objectName: "not-sure"
                visible: page.kiosk.unsure.group !== undefined
                text: page.kiosk.unsure.name ?? ""
                explained: page.kiosk.unsure.hint ?? ""
                quiet: true
                onChosen: page.kiosk.openGroup(page.kiosk.unsure.group)
            }
            NextStep {
                id: next
                room: page.room
                steps: steps
                words: page.words
                languages: [page.kiosk.language]
                away: page.strait
            }
        }
    }
}
