pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// The number of an appointment, digit by digit: the pad, what is typed, and what is wrong with it.
KioskPage {
    id: page

    readonly property var code: kiosk.code
    readonly property bool trouble: code.problem !== ""
    // The pad keeps its place: words have what is left, and those that have no room are not said.
    readonly property bool beside: wide
    readonly property real cap: room.scaled(room.bodyMm, 6.6)

    ColumnLayout {
        anchors.fill: parent
        spacing: page.small ? Theme.mm(3) : Theme.gap

        Item {
            id: place

            readonly property real gap: Theme.mm(page.small ? 4 : 10)
            readonly property real keyMm: page.small ? 20 : Math.min(30, 20 * page.room.grand + 6)
            readonly property real gapMm: 3
            // As on a telephone where that has room, else as flat as it must be.
            readonly property int rows: {
                const left = page.beside ? height : height - words.implicitHeight - gap;
                const high = rows => rows * keyMm + (rows - 1) * gapMm;
                return left >= Theme.mm(high(4)) ? 4 : left >= Theme.mm(high(3)) ? 3 : 2;
            }

            Layout.fillWidth: true
            Layout.fillHeight: true

            ColumnLayout {
                id: words
                y: page.beside && !page.small ? Math.max(0, (pad.height - height) / 2) : 0
                width: page.beside ? place.width - pad.width - place.gap : place.width
                spacing: Theme.mm(page.small ? 2.5 : 6)

                Heading {
                    Layout.fillWidth: true
                    visible: !page.wide || page.room.paged
                    say: page.say("kiosk-code-title")
                    capMm: page.room.paged ? page.room.titleMm : 11
                }
                Card {
                    readonly property string aloud: page.code.aloud

                    objectName: "typed"
                    Layout.fillWidth: true
                    visible: !page.code.over
                    padding: Theme.mm(page.small ? 3 : 7)
                    Accessible.role: Accessible.StaticText
                    Accessible.name: aloud

                    contentItem: NumberText {
                        say: page.code.typed
                        capMm: Math.min(page.room.scaled(7, 14), words.width / Theme.pxPerMm / 10)
                        color: Theme.greenDark
                        horizontalAlignment: Text.AlignHCenter
                    }
                }
                Banner {
                    readonly property bool live: true

                    objectName: "problem"
                    Layout.fillWidth: true
                    visible: page.trouble
                    iconName: page.small ? "" : "triangle-alert"
                    title: page.code.problem
                    titleCapMm: page.cap
                    say: page.code.instead
                    capMm: page.room.scaled(page.room.bodyMm, 5.6)
                    slim: page.small
                }
                Note {
                    Layout.fillWidth: true
                    visible: !page.trouble
                    say: page.say("kiosk-code-where")
                    capMm: page.cap
                }
                Note {
                    Layout.fillWidth: true
                    visible: !page.trouble && page.kiosk.reader && !page.small
                    say: page.say("kiosk-code-or-scan")
                    capMm: page.cap
                }
            }
            NumberPad {
                id: pad
                x: page.beside ? place.width - width : (place.width - width) / 2
                y: page.beside ? 0 : words.height + place.gap
                visible: !page.code.over
                columns: ({
                              4: 3,
                              3: 4,
                              2: 6
                          })[place.rows]
                keyMm: place.keyMm
                gapMm: place.gapMm
                eraseName: page.say("erase")
                onPressed: key => page.kiosk.typeDigit(key)
                onErased: page.kiosk.eraseDigit()
            }
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
            WayOn {
                room: page.room
                objectName: "find"
                visible: page.code.complete && !page.code.over
                text: page.say("go-on")
                iconName: page.room.bare ? "" : "arrow-right"
                onChosen: page.kiosk.findAppointment()
            }
        }
    }
}
