pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// The number of an appointment, digit by digit. Pad and digits stay on one step; what is said of them follows.
KioskPage {
    id: page

    readonly property var code: kiosk.code
    readonly property bool trouble: code.problem !== ""
    readonly property real cap: room.scaled(room.bodyMm, 6.6)
    readonly property string go: code.complete && !code.over ? say("go-on") : ""
    // Whether the next step's button has no room beside the others.
    readonly property bool strait: room.paged && !room.beside([say("back"), next.text, go], width)
    readonly property list<string> hints: trouble ? [code.instead] : [say("kiosk-code-where"),
                                                                      kiosk.reader ? say(
                                                                                         "kiosk-code-or-scan") :
                                                                                     ""].filter(
                                                        words => words !== "")

    component Hint: Note {
        capMm: page.cap
        color: page.trouble ? Theme.ink : Theme.ink2
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: page.small ? Theme.mm(3) : Theme.gap

        Steps {
            id: steps
            Layout.fillWidth: true
            Layout.fillHeight: true
            gap: page.small ? Theme.mm(3) : Theme.mm(8)

            Block {
                id: title
                // Beside the languages a lying screen says it itself; on a small one the digits' card does.
                wanted: !page.wide && !page.room.paged
                keeps: true

                Heading {
                    say: page.say("kiosk-code-title")
                }
            }
            Block {
                wanted: !page.code.over

                Item {
                    id: place

                    readonly property real gap: Theme.mm(page.small ? 3 : 10)
                    readonly property real keyMm: page.small ? 20 : Math.min(30, 20
                                                                             * page.room.grand + 6)
                    // As on a telephone where that has room, else as flat as it must be.
                    readonly property int rows: {
                        const used = (title.wanted ? title.height + steps.gap : 0) + (page.wide ? 0 :
                                                                                                  told.implicitHeight
                                                                                                  + gap);
                        const high = count => Theme.mm(count * keyMm + (count - 1) * 3);
                        return steps.height - used >= high(4) ? 4 : 3;
                    }

                    implicitHeight: page.wide ? Math.max(told.implicitHeight, pad.implicitHeight) :
                                                told.implicitHeight + gap + pad.implicitHeight

                    ColumnLayout {
                        id: told
                        width: page.wide ? place.width - pad.width - place.gap : place.width
                        spacing: Theme.mm(page.small ? 3 : 8)

                        Rectangle {
                            Layout.fillWidth: true
                            implicitHeight: typed.implicitHeight + 2 * Theme.mm(page.room.paged ? 2 :
                                                                                                  page.small
                                                                                                  ? 3 : 7)
                            radius: Theme.radius
                            color: page.trouble ? Theme.amber : Theme.card
                            border.color: page.trouble ? Theme.amberEdge : Theme.edge
                            border.width: Theme.edgeWidth

                            ColumnLayout {
                                id: typed
                                x: Theme.mm(page.room.paged ? 2.5 : page.small ? 4 : 8)
                                y: (parent.height - height) / 2
                                width: parent.width - 2 * x
                                spacing: page.room.paged ? 0 : Theme.mm(page.small ? 2 : 4)

                                Line {
                                    readonly property bool live: page.trouble

                                    objectName: "problem"
                                    Layout.fillWidth: true
                                    visible: say !== ""
                                    say: page.trouble ? page.room.bare ? page.code.problem_short :
                                                                         page.code.problem :
                                                                         page.room.paged ? page.say(
                                                                                               "kiosk-code-title-short") :
                                                                                           ""
                                    color: page.trouble ? Theme.inkOnAmber : Theme.ink
                                    capMm: page.cap
                                    weight: Font.Bold
                                }
                                Item {
                                    readonly property string aloud: page.code.aloud

                                    objectName: "typed"
                                    Layout.fillWidth: true
                                    implicitHeight: digits.implicitHeight
                                    Accessible.role: Accessible.StaticText
                                    Accessible.name: aloud

                                    // In fours, below each other where they have no room beside.
                                    Flow {
                                        id: digits
                                        width: parent.width
                                        spacing: Theme.mm(page.small ? 2 : 5)

                                        Repeater {
                                            model: page.code.typed

                                            NumberText {
                                                required property string modelData

                                                say: modelData
                                                capMm: page.room.paged ? page.room.bodyMm :
                                                                         page.room.scaled(6, 15)
                                                color: page.trouble ? Theme.inkOnAmber :
                                                                      Theme.greenDark
                                                Accessible.ignored: true
                                            }
                                        }
                                    }
                                }
                            }
                        }
                        Repeater {
                            model: page.wide && !page.small ? page.hints : []

                            Hint {
                                required property string modelData

                                Layout.fillWidth: true
                                say: modelData
                            }
                        }
                    }
                    NumberPad {
                        id: pad
                        x: page.wide ? place.width - width : (place.width - width) / 2
                        y: page.wide ? 0 : told.implicitHeight + place.gap
                        columns: place.rows === 4 ? 3 : 4
                        keyMm: place.keyMm
                        eraseName: page.say("erase")
                        onPressed: key => page.kiosk.typeDigit(key)
                        onErased: page.kiosk.eraseDigit()
                    }
                }
            }
            Block {
                wanted: page.code.over

                Banner {
                    readonly property bool live: true

                    objectName: "over"
                    iconName: page.room.bare ? "" : "triangle-alert"
                    title: page.code.problem
                    titleCapMm: page.room.scaled(page.room.bodyMm, 8)
                    say: page.code.instead
                    capMm: page.cap
                    slim: page.small
                }
            }
            Repeater {
                model: page.code.over || page.wide && !page.small ? [] : page.hints

                Block {
                    id: hint

                    required property string modelData

                    Hint {
                        say: hint.modelData
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
                objectName: "find"
                visible: page.go !== ""
                text: page.go
                iconName: page.room.bare ? "" : "arrow-right"
                onChosen: page.kiosk.findAppointment()
            }
        }
    }
}
