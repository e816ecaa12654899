using System.Collections.Generic;

namespace NetGen;

/// <summary>Random orders of sequences that are not all in memory.</summary>
internal static class Shuffling
{
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
