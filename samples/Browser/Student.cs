using System;
using System.Collections.Generic;
using System.IO;

namespace NetGen.Samples.Browser;

/// <summary>A network that learns digits: those that come with the page and those that it is taught.</summary>
internal sealed class Student
{
    private const int Batch = 32;

    /// <summary>Of a batch, when digits have been taught: enough to learn them, and few enough not to forget the others.</summary>
    private const int TaughtInBatch = 12;

    private readonly DigitCnn _network;
    private readonly Trainer<DigitCnn> _trainer;
    private readonly Random _random;
    private readonly Dataset _digits;
    private readonly List<(float[] Digit, int Label)> _taught = [];

    /// <param name="digits">What it learns from.</param>
    /// <param name="seed">Decides about its first weights and the order of the digits.</param>
    /// <param name="weights">Safetensors to begin with; null for random ones.</param>
    public Student(Dataset digits, int seed, byte[]? weights = null)
    {
        _digits = digits;
        _network = new DigitCnn(seed);
        if (weights is not null)
        {
            _network.Load(new MemoryStream(weights));
        }

        _trainer = new Trainer<DigitCnn>(_network, new Adam(learningRate: 1e-3), Loss.SparseCategoricalCrossentropy);
        _random = new Random(seed);
    }

    /// <summary>The probability of each digit.</summary>
    public void Read(ReadOnlySpan<float> digit, Span<float> probabilities) => _network.Predict(digit, probabilities);

    /// <summary>What a layer puts out for a digit.</summary>
    public float[] LayerOutput(string layer, ReadOnlySpan<float> digit) => _network.LayerOutput(layer, digit);

    /// <summary>Remembers a digit and what it is.</summary>
    public void Teach(ReadOnlySpan<float> digit, int label) => _taught.Add((digit.ToArray(), label));

    /// <summary>One training step of 32 digits: its loss and its accuracy.</summary>
    public (double Loss, double Accuracy) Step()
    {
        History history = _trainer.Fit(DrawBatch(), new FitOptions { BatchSize = Batch });
        return (history["loss"][0], history["accuracy"][0]);
    }

    /// <summary>The share of digits that it reads.</summary>
    public double Test(Dataset digits) => _trainer.Evaluate(digits).Accuracy;

    /// <summary>Its weights as safetensors.</summary>
    public byte[] Save()
    {
        using var stream = new MemoryStream();
        _network.Save(stream);
        return stream.ToArray();
    }

    private Dataset DrawBatch()
    {
        float[] inputs = new float[Batch * DigitImage.Length];
        int[] labels = new int[Batch];
        Span<float> target = stackalloc float[1];
        for (int i = 0; i < Batch; i++)
        {
            Span<float> input = inputs.AsSpan(i * DigitImage.Length, DigitImage.Length);
            if (_taught.Count > 0 && i < TaughtInBatch)
            {
                // The last ones, in turn.
                (float[] digit, int label) = _taught[^((i % Math.Min(_taught.Count, TaughtInBatch)) + 1)];
                digit.CopyTo(input);
                labels[i] = label;
                continue;
            }

            int index = _random.Next(_digits.Count);
            _digits.ReadInput(index, input);
            _digits.ReadTarget(index, target);
            labels[i] = (int)target[0];
        }

        return Dataset.FromClasses(inputs, labels, [DigitImage.Side, DigitImage.Side, 1]);
    }
}
