using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NetGen.Tool.Terminal;
using Spectre.Console;

namespace NetGen.Tool.Prediction;

/// <summary>Writes predictions for people and for machines.</summary>
internal static class PredictionText
{
    private const int BarCells = 24;

    /// <summary>Writes a table of the likeliest classes, and above it what was done to the image.</summary>
    public static void WriteTable(ConsoleOutput console, NetworkInfo network, InputImage image, IReadOnlyList<Ranked> classes)
    {
        bool hasProbabilities = Ranking.HasProbabilities(network);
        Table table = console.NewTable();
        table.AddColumn("Class").AddColumn(hasProbabilities ? "Probability" : "Output", column => column.RightAligned());
        if (hasProbabilities)
        {
            table.AddColumn("");
        }

        foreach (Ranked ranked in classes)
        {
            string value = ranked.Value.ToString(hasProbabilities ? "P1" : "G6", CultureInfo.InvariantCulture);
            var cells = new List<Text> { new(ForeignText.Show(ranked.Name)), new(value) };
            if (hasProbabilities)
            {
                cells.Add(new Text(Bar(ranked.Value, console.Out.Profile.Capabilities.Unicode ? '█' : '#').PadRight(BarCells), Color.Green));
            }

            table.AddRow(cells);
        }

        console.Line($"{ForeignText.Show(image.Path, 400)}: {string.Join("; ", image.Steps)}");
        console.Out.Write(table);
    }

    /// <summary>All predictions as one JSON array.</summary>
    public static string ToJson(NetworkInfo network, IReadOnlyList<(InputImage Image, IReadOnlyList<Ranked> Classes)> predictions)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach ((InputImage image, IReadOnlyList<Ranked> classes) in predictions)
            {
                json.WriteStartObject();
                json.WriteString("image", image.Path);
                json.WriteStartArray("steps");
                foreach (string step in image.Steps)
                {
                    json.WriteStringValue(step);
                }

                json.WriteEndArray();
                json.WriteStartArray("classes");
                foreach (Ranked ranked in classes)
                {
                    json.WriteStartObject();
                    json.WriteNumber("class", ranked.Class);
                    if (ranked.Label is { } label)
                    {
                        json.WriteString("label", label);
                    }

                    WriteValue(json, Ranking.HasProbabilities(network) ? "probability" : "output", ranked.Value);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>JSON has no infinities; outputs may.</summary>
    private static void WriteValue(Utf8JsonWriter json, string name, float value)
    {
        if (float.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteString(name, value > 0 ? "Infinity" : "-Infinity");
        }
    }

    private static string Bar(float probability, char cell) => new(cell, (int)Math.Round(Math.Clamp(probability, 0, 1) * BarCells));
}
