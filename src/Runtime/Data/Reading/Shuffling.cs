using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>Random orders, of what is all in memory and of what is not.</summary>
internal static class Shuffling
{
    /// <summary>Puts items in a random order, each of all orders equally likely (Fisher and Yates): an item may keep its place.</summary>
    public static void InPlace(Span<int> items, ulong key)
    {
        var random = new RandomStream(key);
        for (int i = items.Length - 1; i > 0; i--)
        {
            int other = random.NextIndex(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    /// <summary>
    /// Fills a buffer and then, for each item that comes, gives a random one of the buffer away for it; at the end the rest in
    /// random order (tf.data: <c>shuffle</c>). With a buffer that holds all, every order is equally likely.
    /// </summary>
    public static IEnumerable<T> Through<T>(int capacity, IEnumerable<T> items, ulong key)
    {
        var random = new RandomStream(key);
        var buffer = new List<T>();
        foreach (T item in items)
        {
            if (buffer.Count < capacity)
            {
                buffer.Add(item);
                continue;
            }

            int place = random.NextIndex(capacity);
            yield return buffer[place];
            buffer[place] = item;
        }

        while (buffer.Count > 0)
        {
            int place = random.NextIndex(buffer.Count);
            yield return buffer[place];
            buffer[place] = buffer[^1];
            buffer.RemoveAt(buffer.Count - 1);
        }
    }
}
