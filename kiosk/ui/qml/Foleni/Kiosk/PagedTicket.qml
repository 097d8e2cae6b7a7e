pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// The ticket on a small screen: what becomes of its paper, its number and where to wait; then its code.
KioskPage {
    id: page

    readonly property var ticket: kiosk.ticket
    readonly property real cap: room.bodyMm
    readonly property bool threefold: ticket.above.does !== ""
    // A third answer stands in a row with the next step, or below its question where there is no room for two rows.
    readonly property bool twoRows: threefold && !wide
    // Whether the next step's button has no room beside the others.
    readonly property bool strait: !room.beside([ticket.aside.say, ticket.onward.say, next.text],
                                                width)
    readonly property real numberMm: Math.min(30, widthMm / (Theme.large ? 6.8 : 4.2), steps.height
                                              / Theme.pxPerMm / 3)
    readonly property real widthMm: width / Theme.pxPerMm

    component Words: Block {
        id: words

        property string say
        property bool live: false

        wanted: say !== ""

        Line {
            say: words.say
            capMm: page.cap
        }
    }

    component Above: Way {
        room: page.room
        objectName: page.ticket.above.does
        text: page.ticket.above.say
        onChosen: page.kiosk.answer(page.ticket.above.does)
    }

    component Next: NextStep {
        room: page.room
        steps: steps
        words: page.words
        languages: [page.kiosk.language]
    }

    onVisibleChanged: steps.reset()

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.mm(3)

        Steps {
            id: steps

            readonly property string paper: page.ticket.paper

            Layout.fillWidth: true
            Layout.fillHeight: true
            // News of the paper stand on the first step.
            onPaperChanged: reset()

            Block {
                wanted: page.ticket.calm

                RowLayout {
                    readonly property bool live: true

                    spacing: Theme.mm(3)

                    Line {
                        objectName: "paper"
                        Layout.fillWidth: true
                        say: page.ticket.paper_title
                        color: Theme.greenDark
                        weight: Font.Bold
                        capMm: page.cap
                    }
                    Icon {
                        name: page.ticket.arrow !== "" ? page.ticket.arrow : page.ticket.paper_icon
                        sizeMm: 12
                    }
                }
            }
            Block {
                wanted: !page.ticket.calm

                Banner {
                    readonly property bool live: true

                    objectName: "paper-trouble"
                    title: page.ticket.paper_title
                    titleCapMm: page.cap
                    slim: true
                }
            }
            Block {
                wanted: page.threefold && !page.twoRows

                Above {
                    leftPadding: Theme.mm(4)
                }
            }
            Block {
                // Lying it stands above the page.
                wanted: !page.wide

                Item {
                    implicitHeight: number.implicitHeight + 0.17 * number.font.pixelSize

                    NumberText {
                        id: number
                        objectName: "number"
                        readonly property bool live: true
                        readonly property string aloud: page.room.numberAloud(page.words,
                                                                              page.kiosk.language,
                                                                              page.ticket)

                        width: parent.width
                        say: page.ticket.number
                        color: Theme.greenDark
                        capMm: page.numberMm
                        tight: true
                        horizontalAlignment: Text.AlignHCenter
                    }
                }
            }
            Block {
                Banner {
                    readonly property bool live: true

                    objectName: "where"
                    tone: page.ticket.called ? "amber" : "soft"
                    lead: page.ticket.where
                    capMm: page.cap
                    slim: true
                }
            }
            Words {
                say: page.ticket.called ? "" : page.ticket.summary
            }
            Words {
                live: true
                say: page.ticket.paper_note
            }
            Words {
                live: true
                say: page.ticket.paper_advice
            }
            Words {
                say: page.ticket.calm ? page.ticket.where_note : ""
            }
            Block {
                RowLayout {
                    spacing: Theme.mm(4)

                    QrImage {
                        objectName: "code"
                        text: page.ticket.code
                        name: page.say(page.ticket.phone_page ? "kiosk-follow-by-phone" :
                                                                "kiosk-scan-at-kiosk")
                        sizeMm: Math.max(46, Math.min(page.ticket.calm ? 60 : 70, page.widthMm / 2.2,
                                                      steps.height / Theme.pxPerMm))
                    }
                    Line {
                        Layout.fillWidth: true
                        say: page.say(page.ticket.phone_page ? "kiosk-follow-by-phone" :
                                                               "kiosk-scan-at-kiosk")
                        capMm: page.cap
                        weight: Font.Bold
                    }
                }
            }
            Words {
                say: page.say(page.ticket.phone_page ? "kiosk-follow-how" :
                                                       "kiosk-scan-at-kiosk-how")
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
            strait: page.strait && !page.twoRows
        }
        Foot {
            visible: page.twoRows
            room: page.room

            Above {}
            Next {
                away: !page.twoRows
            }
        }
        Foot {
            visible: page.ticket.aside.does !== "" || page.ticket.onward.does !== "" || next.visible
            room: page.room

            Way {
                room: page.room
                objectName: page.ticket.aside.does
                visible: page.ticket.aside.does !== ""
                text: page.ticket.aside.say
                onChosen: page.kiosk.answer(page.ticket.aside.does)
            }
            Next {
                id: next
                away: page.twoRows || page.strait
            }
            WayOn {
                room: page.room
                objectName: page.ticket.onward.does
                visible: page.ticket.onward.does !== ""
                text: page.ticket.onward.say
                onChosen: page.kiosk.answer(page.ticket.onward.does)
            }
        }
    }
}
