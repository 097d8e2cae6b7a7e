pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// A place in a service's book: which service, which day and time, then the number the visitor takes home.
Item {
    id: panel

    required property CounterScreen counter
    required property Words words
    readonly property string language: counter.language
    readonly property BookDesk desk: counter.booking

    Loader {
        anchors.fill: parent
        sourceComponent: panel.step()
    }

    function step(): Component {
        switch (panel.desk.step) {
        case "service":
            return choose;
        case "time":
            return times;
        case "details":
            return details;
        default:
            return booked;
        }
    }

    component Tell: Notice {
        Layout.fillWidth: true
        say: panel.counter.notice
        failed: panel.counter.failed
    }

    Component {
        id: choose

        TransferPanel {
            counter: panel.counter
            words: panel.words
            say: panel.words.say(panel.language, "counter-book-which")
            picker: panel.desk.picker
        }
    }
    Component {
        id: times

        ColumnLayout {
            spacing: Theme.mm(3)

            PanelHead {
                Layout.fillWidth: true
                counter: panel.counter
                words: panel.words
                say: panel.desk.title
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.mm(4)

                Note {
                    Layout.fillWidth: true
                    say: panel.desk.slots.dayCount === 0 ? panel.words.say(panel.language,
                                                                           "counter-book-none") :
                                                           panel.words.say(panel.language,
                                                                           "counter-book-when")
                    capMm: 3.9
                }
                Note {
                    visible: panel.desk.slots.dayCount > 0
                    say: panel.words.say(panel.language, "counter-book-keys")
                    capMm: 3.2
                }
                KeyCap {
                    visible: panel.desk.slots.dayCount > 0
                    key: panel.words.say(panel.language, "key-enter")
                }
            }
            ChoiceGrid {
                id: days
                objectName: "day"
                Layout.fillWidth: true
                Layout.preferredHeight: cellHeight * Math.min(2, Math.ceil(count / fullColumns))
                counter: panel.counter
                choices: panel.desk.slots.days
                count: panel.desk.slots.dayCount
                current: panel.desk.slots.day
                tall: true
                across: true
                onChosen: place => panel.desk.slots.pickDay(place)
                onTurned: steps => panel.desk.slots.moveDay(steps)
            }
            Rectangle {
                Layout.fillWidth: true
                implicitHeight: Theme.hairWidth
                color: Theme.hairline
            }
            ChoiceGrid {
                objectName: "time"
                Layout.fillWidth: true
                Layout.fillHeight: true
                counter: panel.counter
                choices: panel.desk.slots.times
                count: panel.desk.slots.timeCount
                current: panel.desk.slots.time
                cellMm: 42
                onChosen: place => panel.desk.slots.pickTime(place)
                onTurned: steps => panel.desk.slots.moveTime(steps)
            }
            Tell {}
        }
    }
    Component {
        id: details

        ColumnLayout {
            spacing: Theme.mm(4)

            PanelHead {
                Layout.fillWidth: true
                counter: panel.counter
                words: panel.words
                say: panel.desk.title
            }
            Line {
                objectName: "slot"
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(2)
                say: panel.desk.when
                color: Theme.greenDark
                capMm: 9
                weight: Font.Bold
                lineHeight: 0.95
            }
            Note {
                Layout.fillWidth: true
                visible: panel.desk.was !== ""
                say: panel.desk.was
                font.strikeout: true
                capMm: 4.6
            }
            Line {
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(3)
                say: panel.words.say(panel.language, "counter-issue-language")
                capMm: 3.9
                weight: Font.Bold
            }
            LanguageRow {
                Layout.fillWidth: true
                counter: panel.counter
                languages: panel.desk.languages
                onChosen: code => panel.desk.speakWith(code)
            }
            Item {
                Layout.fillHeight: true
            }
            Tell {}
            NextBar {
                objectName: "book"
                Layout.fillWidth: true
                counter: panel.counter
                text: panel.desk.asks
                key: panel.words.say(panel.language, "key-enter")
                iconName: "calendar-check"
                onChosen: panel.desk.book()
            }
        }
    }
    Component {
        id: booked

        ColumnLayout {
            spacing: Theme.mm(4)

            PanelHead {
                Layout.fillWidth: true
                counter: panel.counter
                words: panel.words
                say: panel.desk.title
            }
            NumberText {
                objectName: "booked-code"
                Layout.topMargin: Theme.mm(4)
                say: panel.desk.code
                color: Theme.greenDark
                capMm: 22
                tight: true
                verticalAlignment: Text.AlignVCenter
            }
            Line {
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(2)
                say: panel.desk.when
                capMm: 7
                weight: Font.Bold
                lineHeight: 0.95
            }
            Note {
                Layout.fillWidth: true
                say: panel.desk.service
                capMm: 4.6
            }
            Note {
                Layout.fillWidth: true
                say: panel.desk.told
                capMm: 4.1
            }
            Line {
                Layout.fillWidth: true
                visible: panel.desk.note !== ""
                say: panel.desk.note
                capMm: 4.1
                weight: Font.Bold
            }
            Item {
                Layout.fillHeight: true
            }
            Tell {}
            NextBar {
                objectName: "booked-done"
                Layout.fillWidth: true
                counter: panel.counter
                text: panel.words.say(panel.language, "done")
                key: panel.words.say(panel.language, "key-enter")
                iconName: "check"
                onChosen: panel.counter.closePanel()
            }
        }
    }
}
