pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// Where I am, how many wait for me, whom I put on hold, and what can be done at any time.
Rectangle {
    id: pane

    required property CounterScreen counter
    required property Words words
    readonly property string language: counter.language
    readonly property bool open: counter.state !== "closed"
    readonly property int gap: Theme.mm(3)
    readonly property int buttonHeight: Theme.mm(height < Theme.mm(200) || buttons.count > 4 ? 12.5 :
                                                                                               16)
    readonly property bool brief: heldRows.count > 2
    // What is left for my queues when everything else has its room.
    readonly property real room: height - 2 * Theme.mm(6.3) - header.implicitHeight - heading.implicitHeight - (
                                     heldBox.visible ? heldBox.implicitHeight + gap : 0)
                                 - buttons.count * (buttonHeight + gap) - (counter.helpCalled
                                                                           ? buttonHeight + gap :
                                                                             0) - 2 * gap
    readonly property int lineHeight: Math.max(Theme.mm(6.6), Math.min(Theme.mm(22), Math.floor(
                                                                           room / Math.max(1,
                                                                                           lines.count))))
    readonly property bool compact: lineHeight < Theme.mm(15)

    color: Theme.card

    Rectangle {
        anchors.right: parent.right
        width: Theme.hairWidth
        height: parent.height
        color: Theme.edge
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.mm(6.3)
        spacing: pane.gap

        RowLayout {
            id: header
            Layout.fillWidth: true
            Layout.leftMargin: Theme.mm(2)
            spacing: Theme.mm(4)

            Rectangle {
                implicitWidth: Theme.mm(16.8)
                implicitHeight: implicitWidth
                radius: Theme.mm(4)
                color: Theme.sign

                NumberText {
                    anchors.centerIn: parent
                    say: pane.counter.label
                    color: Theme.inkOnSign
                    capMm: pane.counter.label.length > 2 ? 5 : 7.6
                    Accessible.ignored: true
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0

                Line {
                    Layout.fillWidth: true
                    say: pane.counter.title
                    capMm: 3.9
                    weight: Font.Bold
                    Accessible.role: Accessible.Heading
                }
                Note {
                    Layout.fillWidth: true
                    say: pane.counter.who
                    capMm: 3.2
                    lineHeight: 0.95
                }
            }
        }
        RowLayout {
            id: heading

            visible: pane.open
            Layout.fillWidth: true
            Layout.leftMargin: Theme.mm(2)
            Layout.rightMargin: Theme.mm(2)

            Note {
                Layout.fillWidth: true
                say: pane.words.say(pane.language, "counter-my-services")
                capMm: 3.2
            }
            Note {
                say: pane.words.say(pane.language, "counter-waiting")
                capMm: 3.2
            }
        }
        ColumnLayout {
            visible: pane.open
            Layout.fillWidth: true
            Layout.topMargin: -Theme.mm(2)
            spacing: 0

            Repeater {
                id: lines
                model: pane.counter.queues

                QueueLine {
                    Layout.fillWidth: true
                    Layout.preferredHeight: pane.lineHeight
                    compact: pane.compact
                    tall: pane.lineHeight >= Theme.mm(19)
                }
            }
        }
        ColumnLayout {
            id: heldBox

            visible: pane.open && heldRows.count > 0
            Layout.fillWidth: true
            spacing: Theme.mm(1)

            Note {
                Layout.leftMargin: Theme.mm(2)
                say: pane.words.say(pane.language, "counter-held-by-me")
                capMm: 3.2
            }
            Rectangle {
                Layout.fillWidth: true
                implicitHeight: Theme.hairWidth
                color: Theme.hairline
            }
            GridLayout {
                Layout.fillWidth: true
                columns: pane.brief ? 2 : 1
                columnSpacing: Theme.mm(1)
                rowSpacing: Theme.mm(1)

                Repeater {
                    id: heldRows
                    model: pane.counter.held

                    HeldButton {
                        id: held

                        required property string ticket
                        required property int index

                        objectName: "held-" + (index + 1)
                        Layout.fillWidth: true
                        counter: pane.counter
                        small: pane.brief
                        explained: pane.words.say(pane.language, "counter-resume")
                        onChosen: pane.counter.resume(held.ticket)
                    }
                }
            }
        }
        Item {
            Layout.fillHeight: true
            Layout.preferredHeight: 0
        }
        // For a finger, where the counter has no keyboard; letters in a code want one.
        NumberPad {
            Layout.alignment: Qt.AlignHCenter
            Layout.bottomMargin: Theme.mm(2)
            visible: pane.counter.panel === "opening" && !pane.counter.lost
                     && pane.counter.opening.signedIn === ""
            silent: pane.counter.opening.atPin
            eraseName: pane.words.say(pane.language, "erase")
            onPressed: key => pane.counter.opening.type(key)
            onErased: pane.counter.opening.erase()
        }
        Repeater {
            id: buttons
            model: pane.counter.side

            SideButton {
                id: action

                required property string does
                required property string symbol
                required property string say

                objectName: "action-" + does
                Layout.fillWidth: true
                Layout.preferredHeight: pane.buttonHeight
                counter: pane.counter
                text: say
                iconName: symbol
                onChosen: pane.counter.act(does)
            }
        }
        RowLayout {
            visible: pane.counter.helpCalled
            Layout.fillWidth: true
            Layout.leftMargin: Theme.mm(2)
            Layout.preferredHeight: pane.buttonHeight
            spacing: Theme.mm(3)

            Icon {
                name: "hand-helping"
                sizeMm: 7
            }
            Line {
                Layout.fillWidth: true
                say: pane.words.say(pane.language, "counter-help-called")
                capMm: 3.4
                weight: Font.Bold
            }
        }
    }
}
