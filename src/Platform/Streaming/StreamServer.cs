using System.IO.Pipelines;
using AlgoTrendy.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AlgoTrendy.Platform.Streaming;

/// <summary>Sends a stream to a reader in another process: items as they come, heart-beats between them, and no faster than he reads.</summary>
internal static class StreamServer
{
    /// <summary>Items that are there together travel together, up to so many bytes.</summary>
    private const int MostTogether = 16 * 1024;

    public static async Task Send<TItem>(HttpContext http, Func<CancellationToken, IAsyncEnumerable<TItem>> open)
    {
        // A reader may take his time: while he does nothing is read from the module. Whether he lives, TCP finds out.
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = null;
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = StreamLine.MediaType;

        var closing = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, closing);
        try
        {
            await using var items = open(ending.Token).GetAsyncEnumerator(ending.Token);
            await Pump(items, http.Response.BodyWriter, StreamBeat.Of(http.RequestServices.GetRequiredService<IConfiguration>()), ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The reader left, or we do: cut off, so that he does not take it for the end.
            http.Abort();
        }
        catch (Exception cause) when (http.Response.HasStarted || http.Response.BodyWriter.UnflushedBytes > 0)
        {
            // Before the first byte it would have been a problem, like that of any other call.
            await Tell(http, cause);
        }
    }

    private static async Task Pump<TItem>(IAsyncEnumerator<TItem> items, PipeWriter to, StreamBeat beat, CancellationToken ct)
    {
        Task<bool>? waiting = null;
        try
        {
            while (true)
            {
                var next = items.MoveNextAsync();
                if (next.IsCompleted)
                {
                    if (!await next) break;
                }
                else
                {
                    waiting = next.AsTask();
                    // Nothing sent yet: the answer may still become a problem.
                    if (to.UnflushedBytes > 0 && !await Flush(to, ct)) return;
                    if (!await WithBeats(waiting, to, beat.Every, ct)) return;
                    if (!await waiting) break;
                }

                waiting = null;
                StreamLine.WriteItem(to, items.Current);
                if (to.UnflushedBytes >= MostTogether && !await Flush(to, ct)) return;
            }

            await Flush(to, ct);
        }
        finally
        {
            // An enumerator must not be disposed of while it moves; it hears the same token.
            if (waiting is not null) await waiting.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <returns>Whether somebody still reads.</returns>
    private static async Task<bool> WithBeats(Task waiting, PipeWriter to, TimeSpan every, CancellationToken ct)
    {
        while (!await IsThere(waiting, every, ct))
        {
            StreamLine.WriteBeat(to);
            if (!await Flush(to, ct)) return false;
        }

        return true;
    }

    private static async Task<bool> IsThere(Task waiting, TimeSpan most, CancellationToken ct)
    {
        using var nap = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var first = await Task.WhenAny(waiting, Task.Delay(most, nap.Token));
        await nap.CancelAsync();
        ct.ThrowIfCancellationRequested();
        return first == waiting;
    }

    /// <returns>Whether somebody still reads.</returns>
    private static async Task<bool> Flush(PipeWriter to, CancellationToken ct) => await to.FlushAsync(ct) is { IsCompleted: false, IsCanceled: false };

    private static async Task Tell(HttpContext http, Exception cause)
    {
        if (cause is not StreamRefusedException) http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(StreamServer)).LogError(cause, "{Path} failed", http.Request.Path);
        StreamLine.WriteFault(http.Response.BodyWriter, cause is StreamRefusedException refused
            ? new(refused.Code, refused.Message, IsRefusal: true)
            : new("internal-error", "Something went wrong here; the log says what.", IsRefusal: false));
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
