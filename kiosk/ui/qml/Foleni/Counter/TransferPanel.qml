import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// Where to: type a part of the name, or go up and down.
ColumnLayout {
    id: panel

    required property CounterScreen counter
    required property Words words
    required property string say
    required property ServicePicker picker

    spacing: Theme.mm(3)

    PanelHead {
        Layout.fillWidth: true
        counter: panel.counter
        words: panel.words
        say: panel.say
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.mm(4)

        EntryField {
            objectName: "service-query"
            name: panel.words.say(panel.counter.language, "counter-find-service")
            capMm: 4
            text: panel.picker.query
            onTextEdited: panel.picker.query = text
        }
        Note {
            Layout.fillWidth: true
            say: panel.words.say(panel.counter.language, "counter-find-service")
            capMm: 3.2
        }
        KeyCap {
            key: panel.words.say(panel.counter.language, "key-enter")
        }
    }
    ServiceList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: panel.picker.count > 0
        counter: panel.counter
        picker: panel.picker
    }
    Note {
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: panel.picker.count === 0
        say: panel.words.say(panel.counter.language, "counter-no-such-service")
        capMm: 3.9
    }
    Line {
        Layout.fillWidth: true
        visible: say !== "" && panel.counter.notice === ""
        say: panel.picker.note
        color: Theme.red
        capMm: 3.6
    }
    Notice {
        Layout.fillWidth: true
        say: panel.counter.notice
        failed: panel.counter.failed
    }
}
