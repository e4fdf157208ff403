using System.Globalization;
using AlgoTrendy.Core.Instruments;
using NodaTime;
using NodaTime.HighPerformance;
using NodaTime.Text;

namespace AlgoTrendy.Core.Matching;

/// <summary>The models of the simulated venue by the names under which people choose them and reports print them.</summary>
public static class ModelNames
{
    private static readonly ModelForm<SlippageModel>[] Slippages =
    [
        new("half-spread", 0, _ => HalfSpread.Instance),
        new("none", 0, _ => NoSlippage.Instance),
        new("fixed:BPS", 1, figures => new FixedSlippage(BasisPoints(figures[0]))),
        new("volume-share:COEFFICIENT", 1, figures => new VolumeShareSlippage(Coefficient(figures[0]))),
        new("sqrt-impact:COEFFICIENT", 1, figures => new SquareRootImpact(Coefficient(figures[0]))),
    ];

    private static readonly ModelForm<LatencyModel>[] Latencies =
    [
        new("none", 0, _ => NoLatency.Instance),
        new("fixed:MS", 1, figures => new FixedLatency(Milliseconds(figures[0]))),
        new("random:LEAST:MOST", 2, figures => figures[0] <= figures[1]
            ? new RandomLatency(Milliseconds(figures[0]), Milliseconds(figures[1]))
            : throw new ArgumentException("the least is more than the most.")),
    ];

    private static readonly ModelForm<FeeSchedule>[] FeeForms =
    [
        new("none", 0, _ => NoFee.Instance),
        new("percent:BPS", 1, figures => new PercentFee(BasisPoints(figures[0]))),
        new("maker-taker:MAKER:TAKER", 2, figures => new PercentFee(TakerBasisPoints: BasisPoints(figures[1]), MakerBasisPoints: BasisPoints(figures[0]))),
        new("per-share:EACH:LEAST:PERCENT", 2, 3, figures => new PerShareFee(figures[0], figures[1], figures.Count > 2 ? figures[2] : null)),
        new("per-contract:EACH", 1, figures => new PerContractFee(figures[0])),
    ];

    public static string SlippageForms => Forms(Slippages);

    public static string LatencyForms => Forms(Latencies);

    public static string FeeFormsText => Forms(FeeForms) + ", or several by date: percent:10;2025-01-01=percent:8";

    public static (FillModel? Model, string? Fault) ReadFill(string text) => FillModel.All.FirstOrDefault(one => one.Name == text) is { } known
        ? (known, null)
        : (null, $"'{text}' is no fill model; it is one of {string.Join(", ", FillModel.All.Select(one => one.Name))}.");

    public static (SlippageModel? Model, string? Fault) ReadSlippage(string text) => ModelText.Make(text, "slippage model", Slippages);

    public static (LatencyModel? Model, string? Fault) ReadLatency(string text) => ModelText.Make(text, "latency model", Latencies);

    /// <summary>One schedule, or several with the date (UTC) from which each holds: percent:10;2025-01-01=percent:8.</summary>
    public static (FeeSchedule? Model, string? Fault) ReadFees(string text)
    {
        var stretches = new List<(Instant64 From, FeeSchedule Fees)>();
        foreach (var part in text.Split(';'))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var from = Instant64.MinValue;
            if (equals >= 0 && !TryReadDate(part[..equals], out from)) return (null, $"'{part[..equals]}' is no date such as 2025-01-01.");
            if (equals < 0 && stretches.Count > 0) return (null, $"'{part}' does not say from when it holds, as in 2025-01-01={part}.");

            var (fees, fault) = ModelText.Make(part[(equals + 1)..], "fee schedule", FeeForms);
            if (fees is null) return (null, fault);
            stretches.Add((from, fees));
        }

        try
        {
            return (stretches.Count == 1 ? stretches[0].Fees : new FeesByDate(stretches), null);
        }
        catch (ArgumentException refusal)
        {
            return (null, refusal.Message);
        }
    }

    /// <summary>As it reads back, where the schedule is one that can be typed.</summary>
    public static string Of(FeeSchedule fees) => fees switch
    {
        NoFee => "none",
        PercentFee percent when percent.MakerBasisPoints == percent.TakerBasisPoints => ModelText.Write("percent", percent.TakerBasisPoints),
        PercentFee percent => ModelText.Write("maker-taker", percent.MakerBasisPoints, percent.TakerBasisPoints),
        PerShareFee { MaximumPercent: { } most } share => ModelText.Write("per-share", share.PerShare, share.Minimum, most),
        PerShareFee share => ModelText.Write("per-share", share.PerShare, share.Minimum),
        PerContractFee contract => ModelText.Write("per-contract", contract.PerContract),
        FeesByDate dated => string.Join(';', dated.Stretches.Select((one, index) => index == 0 ? Of(one.Fees) : string.Create(CultureInfo.InvariantCulture, $"{one.From.ToInstant().InUtc().Date:uuuu-MM-dd}={Of(one.Fees)}"))),
        _ => fees.ToString(),
    };

    private static bool TryReadDate(string text, out Instant64 moment)
    {
        var read = LocalDatePattern.Iso.Parse(text);
        moment = read.Success ? Instant64.FromInstant(read.Value.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant()) : default;
        return read.Success;
    }

    private static decimal BasisPoints(decimal figure) => figure <= 10_000m ? figure : throw new ArgumentException("10000 basis points, all of the price, are the most.");

    private static decimal Coefficient(decimal figure) => figure <= 10m ? figure : throw new ArgumentException("10 is the most.");

    private static Duration64 Milliseconds(decimal figure) => figure <= 86_400_000m
        ? Duration64.FromNanoseconds((long)(figure * 1_000_000m))
        : throw new ArgumentException("a day is the most.");

    private static string Forms<T>(IEnumerable<ModelForm<T>> forms) => string.Join(", ", forms.Select(one => one.Form));
}
