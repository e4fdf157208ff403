using System.Runtime.CompilerServices;
using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.MarketData.Following;

/// <summary>Follows markets as they happen. Of the simulated market each event comes when the clock reaches its time; no vendor's live feed is there yet.</summary>
internal sealed class LiveMarket(SimulatedMarket market, TimeProvider time)
{
    /// <summary>How far back a reader may resume.</summary>
    private static readonly Duration64 Kept = Duration64.FromDays(1);

    // Timers count in milliseconds: rounded up, so that none comes early and is set again for nothing.
    private static readonly Duration64 LongestNap = Duration64.FromMinutes(1);

    private Instant64 Now => Instant64.FromInstant(Instant.FromDateTimeOffset(time.GetUtcNow()));

    /// <exception cref="StreamRefusedException">See <see cref="IMarketData.Follow"/>.</exception>
    public async IAsyncEnumerable<MarketEvent> Follow(FollowRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        var hours = new LiveHour(market, InstrumentsOf(request), IntervalsOf(request));
        var (hour, events, place) = Beginning(hours, request);
        while (true)
        {
            for (; place < events.Length; place++)
            {
                while (events[place].Time - Now is { TotalNanoseconds: > 0 } early) await Nap(early, ct);
                ct.ThrowIfCancellationRequested();
                yield return events[place];
            }

            hour++;
            if (LiveHour.StartOf(hour) > SimulatedMarket.End) yield break;
            // Not before it has come: the hours of a closed market would all be looked through at once.
            while (LiveHour.StartOf(hour) - Now is { TotalNanoseconds: > 0 } early) await Nap(early, ct);
            (events, place) = (hours.Events(hour), 0);
        }
    }

    private Task Nap(Duration64 until, CancellationToken ct) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling((until < LongestNap ? until : LongestNap).TotalNanoseconds / 1e6)), time, ct);

    private (long Hour, MarketEvent[] Events, int Place) Beginning(LiveHour hours, FollowRequest request)
    {
        var now = Now;
        if (request.Since < now - Kept) throw new StreamRefusedException("too-old", $"{request.Since} is more than a day ago; follow from now on, and take what is missing from history.");
        if (request.After is not { } last) return From(hours, request.Since is { } since && since < now ? since : now);

        var after = After(hours, last);
        if (request.Since is not { } wanted || wanted >= now) return after;
        var from = From(hours, wanted);
        return (from.Hour, from.Place).CompareTo((after.Hour, after.Place)) < 0 ? from : after;
    }

    private static (long Hour, MarketEvent[] Events, int Place) From(LiveHour hours, Instant64 moment)
    {
        var hour = LiveHour.NumberOf(moment);
        var events = hours.Events(hour);
        var place = Array.FindIndex(events, one => one.Time > moment);
        return (hour, events, place < 0 ? events.Length : place);
    }

    private (long Hour, MarketEvent[] Events, int Place) After(LiveHour hours, long last)
    {
        var (now, hour, place) = (Now, LiveHour.NumberOf(last), LiveHour.PlaceOf(last));
        if (last < 0 || hour > LiveHour.NumberOf(now)) throw Unknown(last);
        if (hour < LiveHour.NumberOf(now - Kept)) throw TooOld(last);

        var events = hours.Events(hour);
        if (place >= events.Length || events[place].Time > now) throw Unknown(last);
        if (events[place].Time < now - Kept) throw TooOld(last);
        return (hour, events, place + 1);
    }

    private static Instrument[] InstrumentsOf(FollowRequest request)
    {
        if (request.Symbols.Count == 0) throw new StreamRefusedException("unknown-symbol", "Name at least one symbol to follow.");
        return [.. request.Symbols.Distinct().Select(Find)];
    }

    private static Instrument Find(Symbol symbol) => SimulatedMarket.Instruments.FirstOrDefault(one => one.Symbol == symbol) ?? throw (symbol.Venue == SimulatedMarket.Venue
        ? new StreamRefusedException("unknown-symbol", $"{symbol} is not traded on the simulated market.{NearestName.Hint(symbol.ToString(), SimulatedMarket.Instruments.Select(known => known.Symbol.ToString()))}")
        : new StreamRefusedException("no-live-feed", $"There is no live feed of {symbol}: only simulated instruments (*.{SimulatedMarket.Venue}) can be followed so far."));

    private static Interval[] IntervalsOf(FollowRequest request)
    {
        var wanted = request.Bars?.Distinct().ToArray() ?? [];
        return wanted.FirstOrDefault(length => length.Length > Interval.OneDay.Length) is { Count: > 0 } tooLong
            ? throw new StreamRefusedException("no-such-bars", $"Bars of {tooLong} cannot be followed; the longest last a day.")
            : wanted;
    }

    private static StreamRefusedException Unknown(long sequence) => new("unknown-sequence", $"Nothing of the sequence {sequence} has been sent of these symbols and bars.");

    private static StreamRefusedException TooOld(long sequence) => new("too-old", $"The event of the sequence {sequence} is more than a day old; follow from now on, and take what is missing from history.");
}
