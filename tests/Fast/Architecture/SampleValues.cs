using System.Reflection;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>Makes a value of any type that travels, with nothing left at its default, so that what is lost on the way shows.</summary>
internal static class SampleValues
{
    private static readonly Instant64 Morning = Instant64.FromUtc(2024, 3, 1, 9, 30).PlusNanoseconds(123_456_789);

    /// <summary>Values whose constructors check them. A type with an ObjectForm needs its samples here.</summary>
    private static readonly Dictionary<Type, object[]> HandMade = new()
    {
        [typeof(SeriesKey)] = [new SeriesKey(new Symbol("AAPL", "US"), SeriesKind.QuoteBars, Interval.OneHour), new SeriesKey(new Symbol("EURUSD", "OANDA"), SeriesKind.Quotes, null)],
        [typeof(MarketEvent)] =
        [
            new MarketEvent.BarClosed(7, Morning, new("AAPL", "US"), Interval.OneMinute, new(Morning.PlusNanoseconds(-60_000_000_000), Morning, 1.5, 2.5, 0.5, 2, 100), IsAdjusted: true, MoreFollow: true),
            new MarketEvent.BarOpened(8, Morning, new("AAPL", "US"), Interval.OneDay, new(Morning, Morning.PlusNanoseconds(1), 1.5, 2.5, 0.5, 2, 0.1 + 0.2)),
            new MarketEvent.Quoted(9_007_199_254_740_993L, Morning.PlusNanoseconds(1), new("EURUSD", "OANDA"), new(Morning.PlusNanoseconds(1), 1.1, 2, 1.2, 3)),
            new MarketEvent.Split(9, Morning, new("AAPL", "US"), 0.1428572m, 645.57m),
            new MarketEvent.DividendPaid(9, Morning, new("AAPL", "US"), 0.47m),
            new MarketEvent.Quoted(10, Morning, new("EURUSD", "OANDA"), new(Morning, double.NaN, 0, 1.2, 3)),
            new MarketEvent.Traded(11, Morning, new("ES", "SIM"), new(Morning, 5000.25, 1)),
        ],
        [typeof(FeeSchedule)] = [new PercentFee(10m, 5m), NoFee.Instance, PerShareFee.InteractiveBrokers, new PerShareFee(0.01m, 2m), new PerContractFee(1.2m)],
        [typeof(TradingCalendar)] =
        [
            TradingCalendar.AlwaysOpen,
            new TradingCalendar(new() { Name = "test", Zone = "Europe/Berlin", Hours = [new(IsoDayOfWeek.Monday, 540, 1050)], Holidays = [new(2024, 1, 1)] }),
        ],
    };

    /// <summary>One or more values; none when this type cannot be made, which is a fault.</summary>
    public static IReadOnlyList<object> Of(Type type)
    {
        var bare = Travellers.Bare(type);
        if (HandMade.TryGetValue(bare, out var ready)) return ready;
        if (Travellers.TextFormOf(bare) is { } text) return [JsonSerializer.Deserialize($"\"{text.Example}\"", bare, Wire.Contract)!];
        if (bare.IsEnum) return [.. Enum.GetValues(bare).Cast<object>().Reverse()];
        if (Plain(bare) is { } plain) return [plain];
        if (Travellers.IsList(bare)) return [List(bare.GetGenericArguments()[0])];
        if (Travellers.IsMap(bare)) return [Map(bare.GetGenericArguments()[0], bare.GetGenericArguments()[1])];
        return Travellers.IsRecord(bare) && Travellers.ObjectFormOf(bare) is null ? [Record(bare)] : [];
    }

    private static object? Plain(Type type) =>
        type == typeof(string) ? "naïve \"text\" 漢" :
        type == typeof(bool) ? true :
        type == typeof(int) ? 7 :
        type == typeof(long) ? 9_007_199_254_740_993L :
        type == typeof(double) ? 0.1 + 0.2 :
        null;

    private static Array List(Type item)
    {
        var items = Of(item);
        var list = Array.CreateInstance(item, items.Count + 1);
        for (var index = 0; index < list.Length; index++) list.SetValue(items[index % items.Count], index);
        return list;
    }

    private static object Map(Type key, Type value)
    {
        var map = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
        map.Add(Of(key)[0], Of(value)[0]);
        return map;
    }

    private static object Record(Type type)
    {
        var constructor = Travellers.Constructor(type);
        var made = constructor is { } known && known.GetParameters().Length > 0
            ? known.Invoke([.. known.GetParameters().Select(parameter => First(parameter.ParameterType, type))])
            : Activator.CreateInstance(type)!;
        var given = constructor?.GetParameters().Select(parameter => parameter.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
        foreach (var property in Travellers.Members(type).Where(property => property.CanWrite && !given.Contains(property.Name)))
            property.SetValue(made, First(property.PropertyType, type));
        return made;
    }

    private static object First(Type type, Type within) =>
        Of(type) is [var first, ..] ? first : throw new InvalidOperationException($"No sample of {type} can be made for {within}; add one to {nameof(SampleValues)}.{nameof(HandMade)}.");
}
