using System;
using System.Collections.Generic;

namespace NetGen.Images.Tests;

/// <summary>One picture of 20x18 pixels, coded by libjpeg-turbo in several ways without loss from one to the next.</summary>
internal static class JpegFiles
{
    public static byte[] Baseline { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9j"
        + "QjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAASABQDASIAAhEBAxEB/8QAGAABAAMBAAAAAAAAAAAAAAAAAAQFBgP/xAAjEAAB"
        + "AgMJAQAAAAAAAAAAAAAAAQQCERIDEyEiMTNBUcGh/8QAGQEAAgMBAAAAAAAAAAAAAAAABAYAAgMF/8QAJREAAQMCAwkAAAAAAAAAAAAAAAQRMQECEhQhQUJDYWKBgpGS/9oADAMBAAIR"
        + "AxEAPwDMt2ctpKu5k9uzltJV3MsrFnPi79J9iynxd+kvUw3ZtPTxzxTsKI1hUQsbKnVQaOFpl2PgAcxZ0/NwwUWVaTlEiZcCfEiZcADFZx/ERkW6WUKJToAA07dIP//Z");

    public static byte[] Progressive { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9j"
        + "QjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wgARCAASABQDASIAAhEBAxEB/8QAGAABAQEBAQAAAAAAAAAAAAAAAAQFAgP/xAAYAQAD"
        + "AQEAAAAAAAAAAAAAAAACAwUABP/aAAwDAQACEAMQAAABzPemjDG0iKHFAEOkO7f/xAAYEAADAQEAAAAAAAAAAAAAAAAAAQISIP/aAAgBAQABBQKYJgwhQKDPH//EABgRAAIDAAAAAAAA"
        + "AAAAAAAAAAADEBNB/9oACAEDAQE/AUuLhOR//8QAHhEAAAQHAAAAAAAAAAAAAAAAAAED8BATQmGBkcH/2gAIAQIBAT8BNRvomFbRhavEP//EABkQAAIDAQAAAAAAAAAAAAAAAAAhECBR"
        + "Mf/aAAgBAQAGPwJCjDDlP//EABsQAAICAwEAAAAAAAAAAAAAAAABQXEQESEx/9oACAEBAAE/IbBYFqzIuS4HAvD/2gAMAwEAAgADAAAAEGcYA//EABgRAAMBAQAAAAAAAAAAAAAAAAAB"
        + "MRAR/9oACAEDAQE/EATcuSh//8QAGxEAAQQDAAAAAAAAAAAAAAAAESAhMUFhgZH/2gAIAQIBAT8QjGg3DGbUhC//xAAbEAACAgMBAAAAAAAAAAAAAAAAARFBMWHR8f/aAAgBAQABPxCD"
        + "HaSDHaSyZJXRLXR4oioIqCKh/9k=");

    /// <summary>A restart marker behind every unit.</summary>
    public static byte[] Restarting { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9j"
        + "QjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAASABQDASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAQGBf/EACMQAAEC"
        + "AwkBAAAAAAAAAAAAAAABBAIREgMTISIxM0FRwaH/xAAZAQABBQAAAAAAAAAAAAAAAAAFAAECAwT/xAAlEQABAwIDCQAAAAAAAAAAAAAABBExAQISFCFBQkNhYoGCkZL/3QAEAAH/2gAM"
        + "AwEAAhEDEQA/AMy3Zy2kq7mXt2ctpKu5nSsWc+Lv0vsWU+Lv0V6mG7Np6eOeKdhBGsP/0IoWNlTqoNHC0y7HwGHMWdPzcHaLKtJ//9HoxImXAviRMuAALWcfxAaLdP/S2UKJToACgakH"
        + "/9k=");

    public static byte[] ProgressiveRestarting { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9j"
        + "QjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wgARCAASABQDASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAQFA//EABgBAAID"
        + "AAAAAAAAAAAAAAAAAAMEAAIF/90ABAAC/9oADAMBAAIQAxAAAAHM700SsbSA0P/QooFUaQZ3/8QAGBABAQEBAQAAAAAAAAAAAAAAAAIBEhD/2gAIAQEAAQUCmEw//9DjGQ//0chy/9Lz"
        + "/9N//8QAGBEAAgMAAAAAAAAAAAAAAAAAAAMQE0H/2gAIAQMBAT8BS4uP/9BOR//EAB4RAAAEBwAAAAAAAAAAAAAAAAABA/AQE0JhgZHB/9oACAECAQE/ATUb6JhW0Y//0Fq8Q//EABgQ"
        + "AQADAQAAAAAAAAAAAAAAAAAQIVEx/9oACAEBAAY/AqU//9Bj/9HHH//Sj//Tf//EABsQAAICAwEAAAAAAAAAAAAAAAABQXEQESEx/9oACAEBAAE/IbBYP//QWrE//9Ei5P8A/9JwOD//"
        + "014f/9oADAMBAAIAAwAAABBnH//QgD//xAAXEQEBAQEAAAAAAAAAAAAAAAAAATER/9oACAEDAQE/EBK5r//QUx//xAAbEQABBAMAAAAAAAAAAAAAAAARECExQWGBkf/aAAgBAgEBPxCM"
        + "aDcMZtSI/9BF/8QAGxAAAgIDAQAAAAAAAAAAAAAAAAERQTFh0fH/2gAIAQEAAT8Qgx2kgx2k/9CyZJXR/9GWujxT/9JFQRUP/9NFQ//Z");

    public static byte[] Arithmetic { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9j"
        + "QjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/yQARCAASABQDASIAAhEBAxEB/8wACgAQEAUBEBEF/9oADAMBAAIRAxEAPwD/AG2dVHil"
        + "7vHrJE6/NxbAoone/aqu1qcVdLGqFe1yVqQ3XB+gTcMQT+kdfsqArBCbQWRxzcecdAYA3WBZsAksRPJ9hA4sK1NHNFr99w4M7aLy1pORf3JQENa8mTUjeNgr/ZvZGiG4xfjg/9k=");

    public static IReadOnlyList<byte[]> Readable { get; } = [Baseline, Progressive, Restarting, ProgressiveRestarting];

    /// <summary>The file with a segment before all others.</summary>
    public static byte[] WithSegment(byte[] file, byte marker, ReadOnlySpan<byte> content) =>
        [0xFF, 0xD8, 0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content, .. file[2..]];

    /// <summary>Exif data that hold an orientation behind another entry.</summary>
    public static byte[] Exif(int orientation, bool little, int type = 3)
    {
        return
        [
            .. little ? "II"u8 : "MM"u8, .. Word(42), .. Long(8),
            .. Word(2),
            .. Word(0x0100), .. Word(4), .. Long(1), .. Long(20),
            .. Word(0x0112), .. Word(type), .. Long(1), .. Word(orientation), .. Word(0),
            .. Long(0),
        ];

        byte[] Word(int value) => little ? [(byte)value, (byte)(value >> 8)] : [(byte)(value >> 8), (byte)value];
        byte[] Long(int value) => little ? [.. Word(value & 0xFFFF), .. Word(value >> 16)] : [.. Word(value >> 16), .. Word(value & 0xFFFF)];
    }

    /// <summary>The file with an Exif segment.</summary>
    public static byte[] WithExif(byte[] file, ReadOnlySpan<byte> exif) => WithSegment(file, 0xE1, [.. "Exif\0\0"u8, .. exif]);
}
