import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// A closed counter: whose code, which services, open.
ColumnLayout {
    id: view

    required property CounterScreen counter
    required property Words words
    readonly property string language: counter.language
    readonly property OpeningForm form: counter.opening

    spacing: Theme.mm(3)

    Line {
        Layout.fillWidth: true
        say: view.words.say(view.language, "counter-open-title")
        capMm: 7
        weight: Font.Bold
        Accessible.role: Accessible.Heading
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.mm(5)

        Line {
            say: view.words.say(view.language, "counter-agent-code")
            capMm: 3.9
            weight: Font.Bold
        }
        EntryField {
            id: agent
            objectName: "agent"
            name: view.words.say(view.language, "counter-agent-code")
            Layout.preferredWidth: Theme.mm(52)
            maximumLength: 16
            validator: RegularExpressionValidator {
                regularExpression: /[A-Za-z0-9-]{0,16}/
            }
            text: view.form.agent
            onTextEdited: view.form.agent = text
            Keys.onSpacePressed: view.form.picker.pickCurrent()
        }
        Note {
            Layout.fillWidth: true
            say: view.words.say(view.language, "counter-agent-code-hint")
            capMm: 3.2
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.mm(3)

        Line {
            Layout.fillWidth: true
            say: view.words.say(view.language, "counter-choose-services")
            capMm: 3.9
            weight: Font.Bold
        }
        KeyCap {
            key: "↑ ↓"
        }
        KeyCap {
            key: view.words.say(view.language, "key-space")
        }
        Note {
            say: view.words.say(view.language, "counter-tick")
            capMm: 3.2
        }
        Note {
            Layout.leftMargin: Theme.mm(4)
            say: view.words.say(view.language, "counter-services-count", {
                                    count: view.form.chosen
                                })
            capMm: 3.2
        }
    }
    ServiceList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        counter: view.counter
        picker: view.form.picker
    }
    Notice {
        Layout.fillWidth: true
        say: view.counter.notice
        failed: view.counter.failed
    }
    NextBar {
        objectName: "open"
        Layout.fillWidth: true
        visible: !view.counter.lost
        implicitHeight: Theme.mm(22)
        counter: view.counter
        text: view.words.say(view.language, "counter-open")
        key: view.words.say(view.language, "key-enter")
        onChosen: view.form.open()
    }
}
