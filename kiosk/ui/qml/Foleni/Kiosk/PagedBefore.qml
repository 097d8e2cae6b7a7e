pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// Before the ticket, on a small screen: which service and how long it takes first, what it needs after it.
KioskPage {
    id: page

    // Whether the next step's button has no room beside the others.
    readonly property bool strait: !room.beside([kiosk.asking ? "" : say("back"), next.text, go],
                                                width)
    readonly property var promise: kiosk.promise
    readonly property bool refused: promise.no_title !== ""
    readonly property bool plainNo: refused && !promise.can_take
    readonly property real cap: room.bodyMm
    // Lying there is room for several services beside each other.
    readonly property bool flows: wide && !Theme.large
    readonly property string go: say(kiosk.asking ? "please-wait" : plainNo
                                                    ? "kiosk-choose-other-short" :
                                                      "kiosk-take-my-ticket")

    onVisibleChanged: steps.reset()

    component Choice: ChoiceChip {
        required property string service
        required property string name
        required property bool picked

        objectName: "service-" + service
        text: name
        on: picked
        capMm: page.cap
        topPadding: Theme.mm(2)
        bottomPadding: topPadding
        onChosen: page.kiosk.chooseService(service)
    }

    component Words: Block {
        id: words

        property string say
        property bool live: false
        property int weight: Font.Medium

        wanted: say !== ""

        Line {
            say: words.say
            weight: words.weight
            capMm: page.cap
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.mm(3)

        Steps {
            id: steps
            Layout.fillWidth: true
            Layout.fillHeight: true

            Block {
                // Else it stands above the page.
                wanted: page.room.paged
                keeps: true

                Heading {
                    say: page.promise.group
                    capMm: page.room.titleMm
                }
            }
            Block {
                wanted: page.refused

                Banner {
                    readonly property bool live: true

                    objectName: "refusal"
                    title: page.promise.no_title
                    titleCapMm: page.cap
                    slim: true
                }
            }
            Words {
                live: true
                say: page.promise.no_instead
            }
            Repeater {
                model: page.flows ? null : page.kiosk.choices

                Block {
                    id: choice

                    required property string service
                    required property string name
                    required property bool picked

                    Choice {
                        service: choice.service
                        name: choice.name
                        picked: choice.picked
                    }
                }
            }
            Block {
                wanted: page.flows && chips.count > 0

                Flow {
                    id: flow
                    spacing: Theme.mm(3)

                    Repeater {
                        id: chips
                        model: page.flows ? page.kiosk.choices : null

                        Choice {
                            width: Math.min(implicitWidth, flow.width)
                        }
                    }
                }
            }
            Block {
                wanted: !page.plainNo

                Banner {
                    readonly property string aloud: page.promise.summary + "."

                    tone: "soft"
                    lead: page.promise.summary
                    capMm: page.cap
                    slim: true
                }
            }
            Words {
                say: page.plainNo ? "" : page.promise.notice
            }
            Words {
                say: page.promise.no_paper
                weight: Font.Bold
            }
            Block {
                wanted: !page.plainNo
                keeps: true

                ChoiceChip {
                    objectName: "priority"
                    text: page.say("kiosk-priority")
                    explained: page.say("kiosk-priority-note")
                    capMm: page.cap
                    topPadding: Theme.mm(2)
                    bottomPadding: topPadding
                    on: page.kiosk.priority
                    oneOf: false
                    onChosen: page.kiosk.togglePriority()
                }
            }
            Block {
                wanted: !page.plainNo

                Note {
                    // The choice above says it too.
                    readonly property bool aside: true

                    say: page.say("kiosk-priority-note")
                    capMm: page.cap
                }
            }
            Words {
                keeps: true
                say: page.say(page.promise.bring.length > 0 ? "kiosk-bring" : "kiosk-bring-nothing")
                weight: Font.Bold
            }
            Repeater {
                model: page.promise.bring

                Block {
                    id: item

                    required property string modelData
                    required property int index

                    // All of the list at once, where that has room.
                    keeps: index + 1 < page.promise.bring.length

                    RowLayout {
                        spacing: Theme.mm(3)

                        Icon {
                            Layout.alignment: Qt.AlignTop
                            Layout.topMargin: Theme.mm(0.6)
                            name: "square"
                            color: Theme.ink
                            sizeMm: 7
                        }
                        Line {
                            Layout.fillWidth: true
                            say: item.modelData
                            capMm: page.cap
                        }
                    }
                }
            }
            Block {
                wanted: page.promise.fee !== ""
                keeps: true

                RowLayout {
                    Line {
                        Layout.fillWidth: true
                        say: page.say("kiosk-fee")
                        capMm: page.cap
                    }
                    NumberText {
                        say: page.promise.fee
                        capMm: page.cap
                    }
                }
            }
            Words {
                say: page.promise.fee_where
            }
            Words {
                say: page.promise.ready
            }
            Words {
                say: page.promise.no_paper === "" ? "" : page.promise.no_paper_instead
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
                text: page.say("back")
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
                objectName: page.plainNo ? "choose-other" : "take"
                enabled: !page.kiosk.asking
                text: page.go
                onChosen: page.plainNo ? page.kiosk.back() : page.kiosk.takeTicket()
            }
        }
    }
}
