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
                                                                    note: "",
                                                                    bring: [],
                                                                    can_take: false
                                                                })
    readonly property bool several: pages.length > 1
    readonly property list<string> codes: pages.map(one => one.language)
    readonly property string leave: kiosk.asking ? "" : [...new Set(codes.map(code => words.say(code,
                                                                                                "back")))].join(
                                                       " · ")
    readonly property string go: several || !first.can_take ? "" : say(kiosk.asking ? "please-wait" :
                                                                                      "kiosk-take-my-ticket")
    // Whether the next step's button has no room beside the others.
    readonly property bool strait: room.paged && !room.beside([leave, next.text, go], width)
    // Where little has room the ways on say it all.
    readonly property bool terse: several && first.can_take && room.bare
    // An upright screen has room for figures of their own.
    readonly property bool carded: !several && !wide && !room.paged
    // On a small screen each sentence may have to stand on its own.
    readonly property bool apart: room.paged && !several
    readonly property bool clock: first.time.length === 5
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
                model: page.wide && !page.room.paged || page.terse && Theme.large || page.room.paged
                       && page.first.time === "" ? [] : page.pages

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
                wanted: page.first.time !== "" && !page.terse
                keeps: true

                Card {
                    // What is said to somebody who has chosen nothing yet is not what they come for.
                    readonly property bool live: page.several
                    readonly property var aloud: !page.several ? undefined : page.pages.map(one => (
                    {
                        language: one.language,
                        say: page.words.say(one.language, "kiosk-appointment") + ", " + one.time + ". "
                             + one.told
                    }))

                    Accessible.role: Accessible.Grouping
                    Accessible.name: (aloud ?? []).map(one => one.say).join(" ")
                    padding: Theme.mm(page.small ? 4 : 8)

                    contentItem: GridLayout {
                        columns: page.wide && page.clock ? 2 : 1
                        columnSpacing: Theme.mm(8)
                        rowSpacing: Theme.mm(page.small ? 2 : 4)

                        NumberText {
                            objectName: "time"
                            visible: page.clock
                            say: page.first.time
                            color: Theme.greenDark
                            capMm: page.room.scaled(8, 18)
                        }
                        Repeater {
                            model: page.clock ? [] : page.pages

                            Heading {
                                required property var modelData

                                Layout.fillWidth: true
                                language: modelData.language
                                say: modelData.time
                                color: Theme.greenDark
                                capMm: page.room.paged ? page.room.titleMm : page.room.scaled(6, 9)
                            }
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
                        say: page.apart ? "" : [how.modelData.note, page.carded ? "" :
                                                                                  how.modelData.figures.summary].filter(
                                              words => words !== "").join(" ")
                        capMm: page.room.scaled(page.room.bodyMm, 6)
                        slim: page.small
                    }
                }
            }
            Repeater {
                model: !page.apart ? [] : [page.first.note, page.first.figures.summary].filter(
                                         words => words !== "")

                Block {
                    id: more

                    required property string modelData

                    Line {
                        readonly property bool live: true
                        say: more.modelData
                        capMm: page.cap
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
                        note: [page.terse ? way.modelData.time + " — " + way.modelData.name + "." :
                                            "", way.modelData.told, page.terse && Theme.large ? "" :
                                                                                                way.modelData.note].filter(
                            words => words !== "").join(" ")
                        explained: page.terse ? note : way.modelData.name + ". " + note
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
                wanted: page.carded && page.first.figures.summary !== ""

                PromiseCard {
                    promise: page.first.figures
                    words: page.words
                    language: page.kiosk.language
                    room: page.room
                }
            }
            Block {
                wanted: !page.several && page.first.can_take && page.small

                ChoiceChip {
                    objectName: "priority"
                    text: page.say("kiosk-priority")
                    explained: page.say("kiosk-priority-note")
                    capMm: page.room.bodyMm
                    on: page.kiosk.priority
                    oneOf: false
                    onChosen: page.kiosk.togglePriority()
                }
            }
            Block {
                wanted: !page.several && page.first.can_take && !page.small

                Banner {
                    labels: true
                    iconName: "heart-handshake"
                    title: page.say("kiosk-priority")
                    titleCapMm: page.room.scaled(4.8, 6)
                    say: page.say("kiosk-priority-note")
                    capMm: page.room.scaled(4.8, 4.8)
                    iconMm: page.room.scaled(9, 11)

                    Toggle {
                        objectName: "priority"
                        text: page.say("kiosk-priority")
                        explained: page.say("kiosk-priority-note")
                        on: page.kiosk.priority
                        onChosen: page.kiosk.togglePriority()
                    }
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
        NextRow {
            room: page.room
            steps: steps
            words: page.words
            languages: page.codes
            strait: page.strait
        }
        Foot {
            room: page.room

            Way {
                room: page.room
                objectName: "back"
                visible: page.leave !== ""
                text: page.leave
                iconName: page.room.bare ? "" : "arrow-left"
                iconFirst: true
                onChosen: page.kiosk.back()
            }
            NextStep {
                id: next
                room: page.room
                steps: steps
                words: page.words
                languages: page.codes
                away: page.strait
            }
            WayOn {
                room: page.room
                objectName: "check-in"
                visible: page.go !== ""
                enabled: !page.kiosk.asking
                text: page.go
                iconName: page.kiosk.asking ? "hourglass" : page.room.bare ? "" : "arrow-right"
                onChosen: page.kiosk.checkIn(page.kiosk.language)
            }
        }
    }
}
