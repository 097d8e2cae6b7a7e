pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// An appointment, what coming now means, and its ticket. Held before the reader at rest it is told in every language,
// each with its own way on.
KioskPage {
    id: page

    readonly property var pages: kiosk.appointments
    readonly property var first: pages.length > 0 ? pages[0] : ({
                                                                    time: "",
                                                                    figures: {
                                                                        summary: ""
                                                                    },
                                                                    bring: [],
                                                                    can_take: false
                                                                })
    readonly property bool several: pages.length > 1
    readonly property real cap: room.scaled(room.bodyMm, several ? 6 : 7)

    ColumnLayout {
        anchors.fill: parent
        spacing: page.small ? Theme.mm(3) : Theme.gap

        Steps {
            id: steps
            Layout.fillWidth: true
            Layout.fillHeight: true
            gap: page.small ? Theme.mm(3) : Theme.mm(6)

            Repeater {
                // Beside the languages a lying screen says it itself.
                model: !page.several && page.wide && !page.room.paged ? [] : page.pages

                Block {
                    id: title

                    required property var modelData

                    keeps: true

                    Heading {
                        language: title.modelData.language
                        say: page.words.say(title.modelData.language, "kiosk-appointment")
                        capMm: page.room.paged ? page.room.titleMm : page.several ? page.room.scaled(
                                                                                        5, 8) : 11
                    }
                }
            }
            Block {
                wanted: page.first.time !== ""
                keeps: true

                Card {
                    padding: Theme.mm(page.small ? 4 : 8)

                    contentItem: GridLayout {
                        columns: page.wide ? 2 : 1
                        columnSpacing: Theme.mm(8)
                        rowSpacing: Theme.mm(page.small ? 2 : 4)

                        NumberText {
                            objectName: "time"
                            say: page.first.time
                            color: Theme.greenDark
                            capMm: page.first.time.length > 5 ? page.cap : page.room.scaled(8, 18)
                        }
                        ColumnLayout {
                            Layout.fillWidth: true
                            spacing: Theme.mm(page.small ? 1 : 3)

                            Repeater {
                                model: page.pages

                                Line {
                                    required property var modelData

                                    Layout.fillWidth: true
                                    language: modelData.language
                                    lead: modelData.name
                                    say: modelData.service === "" ? "" : "— " + modelData.service
                                    capMm: page.cap
                                }
                            }
                        }
                    }
                }
            }
            Repeater {
                model: page.several && page.first.can_take ? [] : page.pages

                Block {
                    id: how

                    required property var modelData

                    Banner {
                        readonly property string language: how.modelData.language
                        readonly property bool live: true

                        objectName: "how-" + how.modelData.language
                        tone: how.modelData.can_take ? "soft" : "amber"
                        iconName: page.room.bare ? "" : how.modelData.can_take ? "calendar-check" :
                                                                                 "triangle-alert"

                        title: how.modelData.told
                        titleCapMm: page.cap
                        say: how.modelData.note
                        capMm: page.room.scaled(page.room.bodyMm, 6)
                        slim: page.small
                    }
                }
            }
            Repeater {
                model: page.several && page.first.can_take ? page.pages : []

                Block {
                    id: way

                    required property var modelData
                    required property int index
                    readonly property bool leads: index === 0

                    ActionButton {
                        objectName: "check-in-" + way.modelData.language
                        language: way.modelData.language
                        enabled: !page.kiosk.asking
                        text: page.words.say(way.modelData.language, page.kiosk.asking
                                             ? "please-wait" : "kiosk-take-my-ticket")
                        note: [way.modelData.told, way.modelData.note].filter(words => words
                                                                                       !== "").join(
                            " ")
                        leading: true
                        leftPadding: Theme.mm(page.small ? 6 : 10)
                        topPadding: Theme.mm(page.small ? 2 : 5)
                        bottomPadding: topPadding
                        iconName: page.room.bare ? "" : "arrow-right"
                        capMm: page.room.scaled(page.room.titleMm, 9)
                        noteCapMm: page.room.scaled(page.room.bodyMm, 6)
                        fill: way.leads ? Theme.green : Theme.card
                        fillPressed: way.leads ? Theme.greenPressed : Theme.cardPressed
                        ink: way.leads ? Theme.inkOnGreen : Theme.greenDark
                        outline: way.leads ? Theme.green : Theme.greenEdge
                        onChosen: page.kiosk.checkIn(way.modelData.language)
                    }
                }
            }
            Block {
                wanted: !page.several && page.first.figures.summary !== ""

                PromiseCard {
                    promise: page.first.figures
                    words: page.words
                    language: page.kiosk.language
                    room: page.room
                }
            }
            Block {
                wanted: !page.several && page.first.can_take

                ChoiceChip {
                    objectName: "priority"
                    text: page.say("kiosk-priority")
                    explained: page.say("kiosk-priority-note")
                    capMm: page.room.scaled(page.room.bodyMm, 5.6)
                    on: page.kiosk.priority
                    oneOf: false
                    onChosen: page.kiosk.togglePriority()
                }
            }
            Block {
                wanted: !page.several && page.first.bring.length > 0
                keeps: true

                Line {
                    say: page.say("kiosk-bring")
                    weight: Font.Bold
                    capMm: page.room.scaled(page.room.bodyMm, 6)
                }
            }
            Repeater {
                model: page.several ? [] : page.first.bring

                Block {
                    id: item

                    required property string modelData

                    RowLayout {
                        spacing: Theme.mm(3)

                        Icon {
                            Layout.alignment: Qt.AlignTop
                            name: "square"
                            color: Theme.ink
                            sizeMm: 7
                        }
                        Line {
                            Layout.fillWidth: true
                            say: item.modelData
                            capMm: page.room.scaled(page.room.bodyMm, 6)
                        }
                    }
                }
            }
        }
        Note {
            readonly property bool aside: true

            Layout.fillWidth: true
            visible: say !== ""
            say: page.room.paged ? page.kiosk.told.clears_short : page.kiosk.told.clears
            capMm: page.room.scaled(4.8, 6)
            horizontalAlignment: Text.AlignHCenter
        }
        Foot {
            room: page.room

            Way {
                room: page.room
                objectName: "back"
                visible: !page.kiosk.asking
                text: page.several ? [...new Set(page.pages.map(one => page.words.say(one.language,
                                                                                      "back")))].join(
                                         " · ") : page.say("back")
                iconName: page.room.bare ? "" : "arrow-left"
                iconFirst: true
                onChosen: page.kiosk.back()
            }
            NextStep {
                room: page.room
                steps: steps
                words: page.words
                languages: page.pages.map(one => one.language)
            }
            WayOn {
                room: page.room
                objectName: "check-in"
                visible: !page.several && page.first.can_take
                enabled: !page.kiosk.asking
                text: page.say(page.kiosk.asking ? "please-wait" : "kiosk-take-my-ticket")
                iconName: page.kiosk.asking ? "hourglass" : page.room.bare ? "" : "arrow-right"
                onChosen: page.kiosk.checkIn(page.kiosk.language)
            }
        }
    }
}
