pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// The counter: on the left where I am and who waits, on the right the visitor and the one next action.
ScreenWindow {
    id: root

    required property CounterScreen counter
    required property Words words
    readonly property string language: counter.language
    readonly property bool visiting: counter.state === "called" || counter.state === "serving"
    readonly property bool known: counter.state !== "starting" && counter.state !== "unknown"

    FocusScope {
        id: keys

        anchors.fill: parent
        focus: true
        Keys.onPressed: event => event.accepted = root.counter.press(event.key, event.text, event.isAutoRepeat,
                                                                     event.modifiers)

        Keys.onReleased: event => event.accepted = root.counter.release(event.key,
                                                                        event.isAutoRepeat)

        SampleBanner {
            id: sample
            width: parent.width
            say: root.counter.sample ? root.words.say(root.language, "sample-centre") : ""
        }
        Line {
            anchors.centerIn: parent
            width: parent.width * 0.8
            visible: !root.known
            say: root.counter.state === "unknown" ? root.words.say(root.language, "counter-unknown",
                                                                   {

                                                                       label: root.counter.label
                                                                   }) : root.words.say(root.language,
                                                                                       "centre-starting")
            capMm: 7
            horizontalAlignment: Text.AlignHCenter
        }
        SidePane {
            id: side
            visible: root.known
            anchors.top: sample.bottom
            anchors.bottom: parent.bottom
            width: Math.min(Theme.mm(89), root.width * 0.32)
            opacity: root.counter.lost ? 0.5 : 1
            counter: root.counter
            words: root.words
        }
        ColumnLayout {
            visible: root.known
            anchors.top: sample.bottom
            anchors.bottom: parent.bottom
            anchors.left: side.right
            anchors.right: parent.right
            anchors.topMargin: Theme.mm(7)
            anchors.bottomMargin: Theme.mm(8.5)
            anchors.leftMargin: Theme.mm(11.5)
            anchors.rightMargin: Theme.mm(11.5)
            spacing: Theme.mm(4)

            TopLine {
                Layout.fillWidth: true
                counter: root.counter
                words: root.words
            }
            LostBanner {
                objectName: "lost"
                Layout.fillWidth: true
                visible: root.counter.lost
                say: root.words.say(root.language, "counter-centre-lost")
                note: root.counter.lostNote

                CounterButton {
                    objectName: "hand-list"
                    counter: root.counter
                    visible: root.counter.panel !== "by-hand"
                    text: root.words.say(root.language, "counter-hand-list")
                    padding: Theme.mm(2.5)
                    leftPadding: Theme.mm(4)
                    onChosen: root.counter.goOnByHand()

                    contentItem: RowLayout {
                        spacing: Theme.mm(4)

                        Line {
                            say: root.words.say(root.language, "counter-hand-list")
                            capMm: 3.7
                            weight: Font.Bold
                            wrapMode: Text.NoWrap
                            Accessible.ignored: true
                        }
                        KeyCap {
                            visible: root.counter.panel === ""
                            key: "H"
                        }
                    }
                }
            }
            Repeater {
                model: root.counter.helps

                LostBanner {
                    id: wanted

                    required property int index
                    required property string help
                    required property string key

                    Layout.fillWidth: true
                    visible: index === 0
                    iconName: "bell"
                    note: root.counter.helpNote

                    CounterButton {
                        objectName: "answer-" + wanted.index
                        counter: root.counter
                        text: root.words.say(root.language, "counter-help-answer")
                        padding: Theme.mm(2.5)
                        leftPadding: Theme.mm(4)
                        onChosen: root.counter.answerHelp(wanted.help)

                        contentItem: RowLayout {
                            spacing: Theme.mm(4)

                            Line {
                                say: root.words.say(root.language, "counter-help-answer")
                                capMm: 3.7
                                weight: Font.Bold
                                wrapMode: Text.NoWrap
                                Accessible.ignored: true
                            }
                            KeyCap {
                                visible: wanted.key !== "" && root.counter.panel === ""
                                key: wanted.key
                            }
                        }
                    }
                }
            }
            Flow {
                objectName: "printers"
                Layout.fillWidth: true
                visible: printers.count > 0
                spacing: Theme.mm(2.5)

                Repeater {
                    id: printers
                    model: root.counter.printers

                    PrinterPill {
                        required property int index

                        objectName: "printer-" + index
                        width: Math.min(implicitWidth, parent ? parent.width : implicitWidth)
                    }
                }
            }
            Loader {
                Layout.fillWidth: true
                Layout.fillHeight: true
                opacity: root.counter.lost && root.counter.panel !== "by-hand" ? 0.5 : 1
                sourceComponent: root.shown()
            }
            Notice {
                Layout.fillWidth: true
                visible: root.counter.panel === "" && say !== ""
                say: root.counter.notice
                failed: root.counter.failed
            }
            NextBar {
                objectName: "next"
                Layout.fillWidth: true
                visible: root.counter.panel === "" && root.counter.primary !== ""
                counter: root.counter
                text: root.counter.primary
                note: root.counter.primaryNote
                key: root.words.say(root.language, "key-space")
                onChosen: root.counter.proceed()
            }
        }
    }

    function shown(): Component {
        switch (root.counter.panel) {
        case "opening":
            return opening;
        case "issue":
            return issue;
        case "find":
            return find;
        case "book":
            return book;
        case "hold":
        case "break":
            return reason;
        case "transfer":
            return transfer;
        case "close":
            return closing;
        case "by-hand":
            return byHand;
        default:
            return root.visiting ? visitor : quiet;
        }
    }

    Component {
        id: byHand

        HandListPanel {
            counter: root.counter
            words: root.words
        }
    }
    Component {
        id: visitor

        VisitorView {
            counter: root.counter
            words: root.words
        }
    }
    Component {
        id: quiet

        QuietView {
            counter: root.counter
        }
    }
    Component {
        id: opening

        OpeningView {
            counter: root.counter
            words: root.words
        }
    }
    Component {
        id: issue

        IssuePanel {
            counter: root.counter
            words: root.words
        }
    }
    Component {
        id: find

        FindPanel {
            counter: root.counter
            words: root.words
        }
    }
    Component {
        id: book

        BookPanel {
            counter: root.counter
            words: root.words
        }
    }
    Component {
        id: reason

        ReasonPanel {
            counter: root.counter
            words: root.words
        }
    }
    Component {
        id: transfer

        TransferPanel {
            counter: root.counter
            words: root.words
            say: root.words.say(root.language, "counter-transfer-where")
            picker: root.counter.transfers
        }
    }
    Component {
        id: closing

        ClosePanel {
            counter: root.counter
            words: root.words
        }
    }
}
