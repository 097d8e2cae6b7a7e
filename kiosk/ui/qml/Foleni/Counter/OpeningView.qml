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
    readonly property bool atPin: form.atPin

    onAtPinChanged: (atPin ? pin : agent).forceActiveFocus()

    spacing: Theme.mm(3)

    Line {
        Layout.fillWidth: true
        say: view.words.say(view.language, "counter-open-title")
        capMm: 7
        weight: Font.Bold
        Accessible.role: Accessible.Heading
    }
    GridLayout {
        id: who

        // On an upright screen the PIN has a line of its own.
        readonly property real inARow: whose.implicitWidth + Theme.mm(52) + secret.implicitWidth
                                       + Theme.mm(38) + 3 * columnSpacing

        Layout.fillWidth: true
        columns: view.form.asksPin && view.width < inARow ? 2 : 5
        columnSpacing: Theme.mm(5)
        rowSpacing: Theme.mm(3)

        Line {
            id: whose
            say: view.form.signedIn === "" ? view.words.say(view.language, "counter-agent-code") :
                                             view.words.say(view.language, "counter-signed-in", {
                                                                agent: view.form.signedIn
                                                            })
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
            visible: view.form.signedIn === ""
            text: view.form.agent
            onTextEdited: view.form.agent = text
            onActiveFocusChanged: if (activeFocus)
                                      view.form.atPin = false
            Keys.onSpacePressed: view.form.picker.pickCurrent()
        }
        Line {
            id: secret
            visible: view.form.asksPin
            say: view.words.say(view.language, "counter-pin")
            capMm: 3.9
            weight: Font.Bold
        }
        EntryField {
            id: pin
            objectName: "pin"
            name: view.words.say(view.language, "counter-pin")
            Layout.preferredWidth: Theme.mm(38)
            first: false
            maximumLength: 8
            echoMode: TextInput.Password
            inputMethodHints: Qt.ImhDigitsOnly | Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
            validator: RegularExpressionValidator {
                regularExpression: /[0-9]{0,8}/
            }
            visible: view.form.asksPin
            text: view.form.pin
            onTextEdited: view.form.pin = text
            onActiveFocusChanged: if (activeFocus)
                                      view.form.atPin = true
            Keys.onSpacePressed: view.form.picker.pickCurrent()
        }
        CounterButton {
            objectName: "change-agent"
            visible: view.form.signedIn !== ""
            counter: view.counter
            text: view.words.say(view.language, "counter-change-agent")
            padding: Theme.mm(3)
            leftPadding: Theme.mm(5)
            rightPadding: Theme.mm(5)
            onChosen: view.form.change()

            contentItem: Line {
                say: view.words.say(view.language, "counter-change-agent")
                capMm: 3.7
                weight: Font.Bold
                Accessible.ignored: true
            }
        }
        Note {
            // On an upright screen there is no room for it.
            visible: !view.form.asksPin && view.form.signedIn === "" && view.width
                     > whose.implicitWidth + Theme.mm(52 + 45) + 2 * who.columnSpacing
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
