using System.Runtime.CompilerServices;
using AlgoTrendy.Platform.Asking;
using AlgoTrendy.Platform.Telling;

namespace AlgoTrendy.Platform.Streaming;

/// <summary>Reads a lossless stream across lost connections and restarts of the other side, with no item missed and none doubled.</summary>
public static class Resuming
{
    /// <summary>Calls the stream again, from the last item on, whenever it is lost or its module is away; in one process that never happens. What it refuses, and what fails otherwise, is thrown.</summary>
    /// <param name="after">Calls the stream; it is given the last item that was read, null before the first.</param>
    /// <param name="lost">Is told of each loss before the next attempt.</param>
    public static async IAsyncEnumerable<TItem> Read<TItem>(
        Func<TItem?, IAsyncEnumerable<TItem>> after, Action<IOException>? lost = null, [EnumeratorCancellation] CancellationToken ct = default) where TItem : class
    {
        var (last, retry) = (default(TItem), new Retry());
        while (true)
        {
            await using var items = after(last).GetAsyncEnumerator(ct);
            while (true)
            {
                RemoteFault? loss = null;
                try
                {
                    if (!await items.MoveNextAsync()) yield break;
                }
                catch (RemoteFault fault) when (fault.Code is RemoteFault.Lost or RemoteFault.Unavailable)
                {
                    loss = fault;
                }

                if (loss is not null)
                {
                    lost?.Invoke(loss);
                    break;
                }

                (last, retry) = (items.Current, retry.IsFresh ? retry : new());
                yield return last;
            }

            await retry.Wait(ct);
            ct.ThrowIfCancellationRequested();
        }
    }
}
