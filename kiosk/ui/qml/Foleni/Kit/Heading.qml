import QtQuick

Line {
    capMm: 11
    weight: Font.Bold
    lineHeight: 0.95
    Accessible.role: Accessible.Heading
}
