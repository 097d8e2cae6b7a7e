pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// The tour's own window: the paper at the left, at the right what one can do and what came of it.
ScreenWindow {
    id: root

    required property DemoScreen demo
    required property PaperTray paper
    required property Words words

    title: say("demo-title")

    function say(key: string): string {
        return root.words.say(root.demo.language, key);
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        PaperOut {
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.mm(132)
            paper: root.paper
            empty: root.say("demo-paper-empty")
            trouble: root.demo.printerTrouble
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.margins: Theme.mm(5)
            spacing: Theme.mm(4)

            RowLayout {
                Layout.fillWidth: true

                Heading {
                    Layout.fillWidth: true
                    say: root.say("demo-title")
                    capMm: 6
                }
                LanguageSwitch {
                    choices: root.demo.languages.map(code => ({
                        code: code,
                        name: code.toUpperCase()
                    }))
                    current: root.demo.language
                    capMm: 4
                    onPicked: code => root.demo.speak(code)
                }
            }
            Banner {
                Layout.fillWidth: true
                tone: root.demo.trouble ? "amber" : "soft"
                title: root.say("demo-watch")
                titleCapMm: 4.8
                say: root.demo.watch
                capMm: 4
            }
            Switchable {
                objectName: "crowd"
                Layout.fillWidth: true
                words: root.say("demo-crowd")
                note: root.say("demo-crowd-note")
                on: root.demo.crowd
                onChosen: root.demo.toggleCrowd()
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.mm(2)

                Repeater {
                    model: root.demo.speeds

                    ChoiceChip {
                        required property int modelData

                        objectName: "speed-" + modelData
                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                        text: root.words.say(root.demo.language, "demo-speed-times", {
                                                 times: modelData
                                             })
                        explained: root.say("demo-speed")
                        capMm: 4.4
                        leftPadding: Theme.mm(3)
                        on: root.demo.speed === modelData
                        onChosen: root.demo.hurry(modelData)
                    }
                }
            }
            Switchable {
                objectName: "by-itself"
                Layout.fillWidth: true
                words: root.say("demo-by-itself")
                note: root.demo.byItselfNote
                on: root.demo.byItself
                onChosen: root.demo.toggleByItself()
            }
            Heading {
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(1)
                say: root.say("demo-troubles")
                capMm: 4.8
            }
            GridLayout {
                Layout.fillWidth: true
                columns: 2
                columnSpacing: Theme.mm(2.5)
                rowSpacing: Theme.mm(2.5)

                Repeater {
                    model: root.demo.troubles

                    TroubleButton {
                        required property string trouble

                        objectName: trouble
                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                        onChosen: root.demo.toggleTrouble(trouble)
                    }
                }
                SecondaryButton {
                    objectName: "end"
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    text: root.say("demo-close")
                    capMm: 4
                    onChosen: root.close()
                }
            }
            Item {
                Layout.fillHeight: true
            }
            Ledger {
                Layout.fillWidth: true
                figures: root.demo.figures
                lost: root.demo.lost
                lostWords: root.demo.lostWords
            }
        }
    }
}
