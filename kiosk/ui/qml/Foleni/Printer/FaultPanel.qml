pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Demo
import Foleni.Kit

// Where it prints, what a host meets in it now, everything that can be made wrong, and what it has done.
ColumnLayout {
    id: panel

    required property PrinterScreen printer
    required property Words words

    spacing: Theme.mm(4)

    function say(key: string): string {
        return panel.words.say(panel.printer.language, key);
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.mm(4)

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.mm(1.5)

            Heading {
                Layout.fillWidth: true
                say: panel.printer.place
                capMm: 5.6
            }
            Note {
                Layout.fillWidth: true
                say: panel.printer.level
                capMm: 3.8
            }
        }
        LanguageSwitch {
            choices: panel.printer.languages.map(code => ({
                code: code,
                name: code.toUpperCase()
            }))
            current: panel.printer.language
            capMm: 4
            onPicked: code => panel.printer.speak(code)
        }
    }
    Banner {
        Layout.fillWidth: true
        tone: panel.printer.trouble ? "amber" : "soft"
        iconName: panel.printer.trouble ? "printer-x" : "printer"
        iconMm: 9
        say: panel.printer.now
        capMm: 4.2
    }
    Heading {
        Layout.fillWidth: true
        Layout.topMargin: Theme.mm(1)
        say: panel.say("printer-faults")
        capMm: 4.6
    }
    GridLayout {
        Layout.fillWidth: true
        columns: 3
        columnSpacing: Theme.mm(2.5)
        rowSpacing: Theme.mm(2.5)

        Repeater {
            model: panel.printer.faults

            FaultButton {
                required property string fault

                objectName: fault
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                Layout.maximumHeight: Theme.mm(21)
                onChosen: panel.printer.toggle(fault)
            }
        }
    }
    AfterChoice {
        objectName: "ends-after"
        Layout.fillWidth: true
        words: panel.say("printer-ends-after")
        choices: panel.printer.endsChoices
        current: panel.printer.endsAfter
        onChosen: amount => panel.printer.endAfter(amount)
    }
    AfterChoice {
        objectName: "hangs-up-after"
        Layout.fillWidth: true
        words: panel.say("printer-hangs-up-after")
        choices: panel.printer.hangsUpChoices
        current: panel.printer.hangsUpAfter
        onChosen: amount => panel.printer.hangUpAfter(amount)
    }
    Item {
        Layout.fillHeight: true
    }
    Card {
        Layout.fillWidth: true
        padding: Theme.mm(4)

        contentItem: RowLayout {
            spacing: 0

            Repeater {
                model: panel.printer.figures

                FigureBox {
                    required property int index

                    objectName: "figure-" + index
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                }
            }
        }
    }
}
