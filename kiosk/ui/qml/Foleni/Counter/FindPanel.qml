pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// A ticket by its number, where it stands, and what can be done with it.
ColumnLayout {
    id: panel

    required property CounterScreen counter
    required property Words words
    readonly property string language: counter.language
    readonly property FindDesk desk: counter.finding

    spacing: Theme.mm(4)

    PanelHead {
        Layout.fillWidth: true
        counter: panel.counter
        words: panel.words
        say: panel.desk.title
    }
    Loader {
        Layout.fillWidth: true
        Layout.fillHeight: true
        sourceComponent: panel.desk.number === "" ? ask : found
    }
    Notice {
        Layout.fillWidth: true
        say: panel.counter.notice
        failed: panel.counter.failed
    }
    NextBar {
        objectName: "find"
        Layout.fillWidth: true
        visible: panel.desk.number === "" || panel.desk.confirming
        counter: panel.counter
        text: panel.desk.confirming ? panel.words.say(panel.language, "yes") : panel.words.say(
                                          panel.language, "counter-find-title")
        key: panel.words.say(panel.language, "key-enter")
        iconName: panel.desk.confirming ? "check" : "search"
        onChosen: {
            if (panel.desk.confirming)
                panel.desk.confirm();
            else
                panel.desk.find();
        }
    }

    Component {
        id: ask

        RowLayout {
            spacing: Theme.mm(6)

            ColumnLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                spacing: Theme.mm(3)

                Line {
                    Layout.fillWidth: true
                    say: panel.words.say(panel.language, "counter-find-number")
                    capMm: 3.9
                    weight: Font.Bold
                }
                EntryField {
                    objectName: "number-query"
                    name: panel.words.say(panel.language, "counter-find-number")
                    capMm: 12
                    implicitWidth: Theme.mm(104)
                    maximumLength: 512
                    font.capitalization: Font.AllUppercase
                    text: panel.desk.query
                    onTextEdited: panel.desk.query = text
                }
                Note {
                    Layout.fillWidth: true
                    say: panel.words.say(panel.language, "counter-find-hint")
                    capMm: 3.6
                }
                Item {
                    Layout.fillHeight: true
                }
                // For a finger, where the counter has no keyboard.
                NumberPad {
                    digits: false
                    columns: 5
                    letters: panel.desk.letters
                    onPressed: key => panel.desk.type(key)
                }
            }
            NumberPad {
                Layout.alignment: Qt.AlignBottom
                eraseName: panel.words.say(panel.language, "erase")
                onPressed: key => panel.desk.type(key)
                onErased: panel.desk.erase()
            }
        }
    }
    Component {
        id: found

        ColumnLayout {
            spacing: Theme.mm(3)

            NumberText {
                objectName: "found-number"
                say: panel.desk.number
                color: Theme.greenDark
                capMm: 20
                tight: true
                verticalAlignment: Text.AlignVCenter
            }
            Line {
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(2)
                say: panel.desk.service
                capMm: 5
                weight: Font.Bold
            }
            Note {
                Layout.fillWidth: true
                say: panel.desk.story
                capMm: 4.1
            }
            Line {
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(5)
                visible: panel.desk.confirming
                say: panel.desk.question
                capMm: 5
                weight: Font.Bold
            }
            RowLayout {
                Layout.fillWidth: true
                Layout.fillHeight: false
                Layout.topMargin: Theme.mm(4)
                spacing: Theme.mm(3.4)

                Repeater {
                    model: panel.desk.offers

                    ActionTile {
                        required property string does
                        required property string symbol
                        required property string say

                        objectName: "found-" + does
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        Layout.preferredWidth: 1
                        Layout.maximumWidth: Theme.mm(56)
                        Layout.preferredHeight: Math.max(Theme.mm(27), implicitHeight)
                        counter: panel.counter
                        text: say
                        iconName: symbol
                        onChosen: panel.desk.act(does)
                    }
                }
                Item {
                    Layout.fillWidth: true
                }
            }
            Item {
                Layout.fillHeight: true
            }
        }
    }
}
