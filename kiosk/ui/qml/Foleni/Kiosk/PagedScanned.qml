pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// Where a scanned slip's ticket stands, on a small screen; an unknown code is told in every language.
KioskPage {
    id: page

    // Whether the next step's button has no room beside the others.
    readonly property bool strait: !room.beside([say("more-time"), next.text, say("done")], width)
    readonly property real cap: room.bodyMm

    onVisibleChanged: steps.reset()

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.mm(3)

        Steps {
            id: steps
            Layout.fillWidth: true
            Layout.fillHeight: true

            Repeater {
                model: page.kiosk.scanned

                Block {
                    id: where

                    required property var modelData
                    readonly property string language: modelData.language
                    // All of it, on whichever step: it is told to who holds a slip there and asks for no more.
                    readonly property string aloud: [modelData.where, modelData.wait === "" ? "" :
                                                                                              modelData.wait
                                                                                              + ".", modelData.instead].filter(
                        words => words !== "").join(" ")
                    readonly property bool live: true

                    keeps: page.kiosk.scanned.length === 1
                    Accessible.role: Accessible.Grouping
                    Accessible.name: aloud

                    Heading {
                        objectName: "where"
                        say: where.modelData.where
                        capMm: page.cap
                    }
                }
            }
            Repeater {
                model: page.kiosk.scanned

                Block {
                    id: wait

                    required property var modelData

                    wanted: modelData.wait !== ""

                    Line {
                        readonly property bool aside: true
                        language: wait.modelData.language
                        say: wait.modelData.wait
                        capMm: page.cap
                    }
                }
            }
            Repeater {
                model: page.kiosk.scanned

                Block {
                    id: instead

                    required property var modelData

                    wanted: modelData.instead !== ""

                    Line {
                        readonly property bool aside: true
                        language: instead.modelData.language
                        say: instead.modelData.instead
                        capMm: page.cap
                    }
                }
            }
        }
        Note {
            readonly property bool aside: true

            Layout.fillWidth: true
            visible: say !== ""
            say: page.kiosk.told.clears_short
            capMm: page.cap
            horizontalAlignment: Text.AlignHCenter
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
                objectName: "more-time"
                text: page.say("more-time")
                onChosen: page.kiosk.moreTime()
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
                objectName: "done"
                text: page.say("done")
                onChosen: page.kiosk.done()
            }
        }
    }
}
