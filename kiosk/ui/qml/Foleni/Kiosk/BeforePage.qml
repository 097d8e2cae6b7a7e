pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// Before the ticket: what it needs, costs and takes, or why there is none. Where not all of it has room (a small
// screen, bigger text), its parts take turns, and a button says which comes next.
KioskPage {
    id: page

    readonly property var promise: kiosk.promise
    readonly property bool refused: promise.no_title !== ""
    readonly property bool plainNo: refused && !promise.can_take
    readonly property bool lean: wide && room.heightMm < 180 && (promise.no_paper !== "" || room.squat
                                                                 || Theme.large)
    readonly property int gap: small ? Theme.mm(3) : Theme.gap
    readonly property list<string> parts: place.crowded ? ["ahead", "bring"] : ["all"]
    readonly property string part: parts[turn % parts.length]
    readonly property string nextPart: parts[(turn + 1) % parts.length]
    property int turn: 0

    onVisibleChanged: turn = 0

    // The parts of the page are drawn as large as all of them together have room.
    Room {
        id: airy
        widthPx: page.room.widthPx
        heightPx: page.room.heightPx
        ease: place.ease
    }

    component Turn: Way {
        objectName: "turn"
        room: page.room
        quiet: true
        text: page.say(({
                            ahead: "kiosk-people-ahead-short",
                            bring: "kiosk-bring"
                        })[page.nextPart] ?? "more")
        capMm: page.room.scaled(4.8, 6)
        onChosen: page.turn += 1
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: page.gap

        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: false
            visible: !page.wide
            spacing: Theme.mm(6)

            Rectangle {
                Layout.preferredWidth: Theme.mm(33)
                Layout.preferredHeight: Layout.preferredWidth
                radius: Theme.radius
                color: Theme.greenLight
                border.color: Theme.greenLightEdge
                border.width: Theme.edgeWidth

                Icon {
                    anchors.centerIn: parent
                    name: page.promise.icon
                    sizeMm: 18
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0

                Heading {
                    Layout.fillWidth: true
                    say: page.promise.group
                    capMm: page.room.scaled(8, Theme.large ? 8 : 11.5)
                }
                Note {
                    Layout.fillWidth: true
                    say: page.promise.agency
                    capMm: page.room.scaled(4.8, Theme.large ? 4.8 : 6)
                }
            }
        }
        Item {
            id: place

            // What is hidden is laid out all the same, so that its height is known.
            readonly property bool beside: page.wide && !crowded
            readonly property bool chipsBeside: page.wide && crowded && chips.count > 0
            readonly property real half: (width - page.gap) / 2
            readonly property real whole: height + (turnBelow.visible ? turnBelow.height + page.gap :
                                                                        0)
            readonly property real needed: which.height + (page.wide || tight ? Math.max(
                                                                                    bring.implicitHeight,
                                                                                    ahead.implicitHeight) :
                                                                                bring.implicitHeight
                                                                                + page.gap
                                                                                + ahead.implicitHeight)
            readonly property bool crowded: page.room.small || tight
            readonly property string shown: [page.visible, page.height, page.promise.group,
                page.promise.bring, page.promise.no_title, page.promise.no_paper,
                page.kiosk.language, Theme.large].join()
            readonly property real mostEase: page.room.small ? 1 : 1.5
            property real ease: 1
            property bool tight: false
            property bool settled: false

            // As large as there is room for, by an estimate that words grow with the square; without room
            // even for the usual size one part at a time.
            function judge() {
                const most = tight ? height : whole;
                if (needed > most + 1) {
                    settled = true;
                    if (ease > 1)
                        ease = Math.max(1, Math.min(ease - 0.05, ease * Math.sqrt(most / needed)));
                    else
                        tight = true;
                } else if (!settled) {
                    const larger = Math.min(mostEase, Math.floor(20 * ease * Math.sqrt(most
                                                                                       / needed))
                                            / 20);
                    if (larger > ease)
                        ease = larger;
                    else
                        settled = true;
                }
            }

            onShownChanged: {
                settled = false;
                tight = false;
                ease = 1;
            }

            Layout.fillWidth: true
            Layout.fillHeight: true
            onNeededChanged: Qt.callLater(judge)
            onWholeChanged: Qt.callLater(judge)

            Item {
                id: which
                visible: chips.count > 0 && (page.part !== "bring" || !page.wide)
                width: place.chipsBeside ? place.width * 0.42 : place.width
                height: chips.count > 0 ? flow.height + (place.chipsBeside ? 0 : page.gap) : 0

                Flow {
                    id: flow
                    width: parent.width
                    spacing: Theme.mm(4)

                    Repeater {
                        id: chips
                        model: page.kiosk.choices

                        ChoiceChip {
                            required property string service
                            required property string name
                            required property bool picked

                            objectName: "service-" + service
                            width: Math.min(implicitWidth, flow.width)
                            text: name
                            on: picked
                            capMm: airy.scaled(4.8, 5)
                            onChosen: page.kiosk.chooseService(service)
                        }
                    }
                }
            }
            BringCard {
                id: bring
                y: page.part === "bring" && page.wide ? 0 : which.height + (page.plainNo && page.part
                                                                            === "all" && !page.wide
                                                                            ? ahead.implicitHeight
                                                                              + page.gap : 0)
                width: place.beside ? place.half : place.width
                visible: page.part === "all" || page.part === "bring"
                promise: page.promise
                words: page.words
                language: page.kiosk.language
                room: airy
                paired: page.wide && page.room.small
            }
            ColumnLayout {
                id: ahead
                x: place.beside ? place.half + page.gap : place.chipsBeside ? which.width + page.gap :
                                                                              0
                y: place.chipsBeside ? 0 : which.height + (page.part === "all" && !page.wide &&
                                                           !page.plainNo ? bring.implicitHeight
                                                                           + page.gap : 0)
                width: place.beside ? place.half : place.width - x
                visible: page.part === "all" || page.part === "ahead"
                spacing: page.gap

                Banner {
                    readonly property bool live: true

                    objectName: "refusal"
                    Layout.fillWidth: true
                    visible: page.refused
                    iconName: "triangle-alert"
                    title: page.promise.no_title
                    titleCapMm: airy.scaled(4.8, 6)
                    say: page.promise.no_instead
                    capMm: airy.scaled(4.8, 4.8)
                }
                Banner {
                    objectName: "no-paper"
                    Layout.fillWidth: true
                    visible: page.promise.no_paper !== "" && !promiseCard.brief
                    tone: "soft"
                    iconName: "tablet-smartphone"
                    lead: page.promise.no_paper
                    say: page.promise.no_paper_instead
                    capMm: airy.scaled(4.8, 5.2)
                    iconMm: airy.scaled(9, 11)
                }
                PromiseCard {
                    id: promiseCard
                    Layout.fillWidth: true
                    visible: !page.plainNo
                    promise: page.promise
                    words: page.words
                    language: page.kiosk.language
                    room: airy
                }
                ChoiceChip {
                    objectName: "priority"
                    Layout.fillWidth: true
                    visible: !page.plainNo && page.lean
                    text: page.say("kiosk-priority")
                    explained: page.say("kiosk-priority-note")
                    capMm: 4.8
                    on: page.kiosk.priority
                    oneOf: false
                    onChosen: page.kiosk.togglePriority()
                }
                Banner {
                    Layout.fillWidth: true
                    visible: !page.plainNo && !page.lean
                    labels: true
                    iconName: "heart-handshake"
                    title: page.say("kiosk-priority")
                    titleCapMm: airy.scaled(4.8, 6)
                    say: page.say("kiosk-priority-note")
                    capMm: airy.scaled(4.8, 4.8)
                    iconMm: airy.scaled(9, 11)

                    Toggle {
                        objectName: "priority"
                        text: page.say("kiosk-priority")
                        explained: page.say("kiosk-priority-note")
                        on: page.kiosk.priority
                        onChosen: page.kiosk.togglePriority()
                    }
                }
            }
        }
        Turn {
            id: turnBelow
            Layout.fillHeight: false
            visible: page.parts.length > 1 && !page.wide
            iconName: "chevron-right"
        }
        Foot {
            room: page.room

            Way {
                room: page.room
                objectName: "back"
                visible: !page.kiosk.asking
                text: page.say("back")
                iconName: "arrow-left"
                iconFirst: true
                onChosen: page.kiosk.back()
            }
            Turn {
                Layout.preferredWidth: 4
                visible: page.parts.length > 1 && page.wide && !page.kiosk.asking
            }
            WayOn {
                room: page.room
                objectName: page.plainNo ? "choose-other" : "take"
                Layout.preferredWidth: page.wide ? 5 : 7
                enabled: !page.kiosk.asking
                text: page.say(page.kiosk.asking ? "please-wait" : page.plainNo
                                                   ? "kiosk-choose-other" : "kiosk-take-my-ticket")
                iconName: page.kiosk.asking ? "hourglass" : page.plainNo ? "" : "arrow-right"
                capMm: page.room.scaled(4.8, page.plainNo ? 7 : 8.5)
                onChosen: page.plainNo ? page.kiosk.back() : page.kiosk.takeTicket()
            }
        }
    }
}
