pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// Before a long wait: still join, or what else one can do.
KioskPage {
    id: page

    readonly property var join: kiosk.join
    readonly property real cap: room.scaled(room.bodyMm, 7.4)
    readonly property string go: say(kiosk.asking ? "please-wait" : "kiosk-join-yes")
    // Whether the next step's button has no room beside the others.
    readonly property bool strait: room.paged && !room.beside([kiosk.asking ? "" : say(
                                                                                  "kiosk-join-no"),
                                                               next.text, go], width)

    ColumnLayout {
        anchors.fill: parent
        spacing: page.small ? Theme.mm(3) : Theme.gap

        Steps {
            id: steps
            Layout.fillWidth: true
            Layout.fillHeight: true
            gap: page.small ? Theme.mm(3) : Theme.mm(8)

            Block {
                // Beside the languages a lying screen says it itself.
                wanted: !page.wide || page.room.paged
                keeps: true

                Heading {
                    say: page.join.title
                    capMm: page.room.paged ? page.room.titleMm : 11
                }
            }
            Block {
                keeps: true

                PromiseCard {
                    promise: page.join.figures
                    words: page.words
                    language: page.kiosk.language
                    room: page.room
                }
            }
            Block {
                Heading {
                    objectName: "question"
                    say: page.say("kiosk-join-question")
                    capMm: page.room.scaled(page.room.titleMm, 9)
                }
            }
            Repeater {
                model: page.join.others

                Block {
                    id: other

                    required property string modelData

                    RowLayout {
                        spacing: Theme.mm(page.small ? 3 : 5)

                        Icon {
                            Layout.alignment: Qt.AlignTop
                            name: "corner-up-right"
                            color: Theme.ink
                            sizeMm: page.cap * 1.5
                        }
                        Line {
                            Layout.fillWidth: true
                            say: other.modelData
                            capMm: page.cap
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
                visible: !page.kiosk.asking
                text: page.say("kiosk-join-no")
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
                objectName: "join"
                enabled: !page.kiosk.asking
                text: page.go
                iconName: page.kiosk.asking ? "hourglass" : page.room.bare ? "" : "arrow-right"
                onChosen: page.kiosk.joinAnyway()
            }
        }
    }
}
