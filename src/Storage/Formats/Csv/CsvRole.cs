namespace AlgoTrendy.Storage.Formats.Csv;

/// <summary>What a column holds.</summary>
internal enum CsvRole
{
    None,
    Time,
    Clock,
    Symbol,
    AdjustedClose,
    Open,
    High,
    Low,
    Close,
    Volume,
    Price,
    Size,
    Bid,
    BidSize,
    Ask,
    AskSize,
    BidOpen,
    BidHigh,
    BidLow,
    BidClose,
    AskOpen,
    AskHigh,
    AskLow,
    AskClose,
}

/// <summary>Column names as vendors write them.</summary>
internal static class CsvRoles
{
    // In order of preference: of a file with both, "volume" is taken before "tickvolume".
    private static readonly (CsvRole Role, string[] Names)[] Known =
    [
        (CsvRole.Time, ["time", "timestamp", "datetime", "date", "opentime", "timeopen", "timeperiodstart", "starttime", "startdate", "start", "begin", "unix", "unixtime", "unixtimestamp",
            "epoch", "gmttime", "timegmt", "utctime", "timeutc", "utcdatetime", "datetimeutc", "dateutc", "timestamputc", "opentimeutc", "timestampms", "opentimems", "localtime", "dateandtime", "datetimelocal",
            "tradedate", "tradingdate", "tradingday", "day", "dtyyyymmdd", "dateyyyymmdd", "dt", "ts", "t", "d"]),
        (CsvRole.Symbol, ["symbol", "ticker", "sym", "instrument", "pair"]),
        (CsvRole.AdjustedClose, ["adjclose", "adjustedclose", "closeadj", "adjusted"]),
        (CsvRole.Open, ["open", "o", "openprice", "priceopen", "opening"]),
        (CsvRole.High, ["high", "h", "highprice", "pricehigh"]),
        (CsvRole.Low, ["low", "l", "lowprice", "pricelow"]),
        (CsvRole.Close, ["close", "c", "closeprice", "priceclose", "closelast", "last", "lastprice"]),
        (CsvRole.Volume, ["volume", "vol", "v", "volumetraded", "totalvolume", "basevolume", "volumebase", "volumefrom", "realvolume", "realvol", "tickvolume", "tickvol"]),
        (CsvRole.Price, ["price"]),
        (CsvRole.Size, ["size", "quantity", "qty", "amount"]),
        (CsvRole.Bid, ["bid", "bidprice"]),
        (CsvRole.BidSize, ["bidsize", "bidqty", "bidvolume"]),
        (CsvRole.Ask, ["ask", "askprice"]),
        (CsvRole.AskSize, ["asksize", "askqty", "askvolume"]),
        (CsvRole.BidOpen, ["bidopen"]), (CsvRole.BidHigh, ["bidhigh"]), (CsvRole.BidLow, ["bidlow"]), (CsvRole.BidClose, ["bidclose"]),
        (CsvRole.AskOpen, ["askopen"]), (CsvRole.AskHigh, ["askhigh"]), (CsvRole.AskLow, ["asklow"]), (CsvRole.AskClose, ["askclose"]),
    ];

    /// <summary>The role of a column's name, and how far down the list of preference it stands; None when the name is not known.</summary>
    public static (CsvRole Role, int Rank) Of(string name)
    {
        var plain = Plain(name);
        foreach (var (role, names) in Known)
            if (Array.IndexOf(names, plain) is var rank and >= 0) return (role, rank);

        // "Volume BTC": of several the first, which is the base's.
        return plain.StartsWith("volume", StringComparison.Ordinal) && !plain.Contains("quote", StringComparison.Ordinal) ? (CsvRole.Volume, int.MaxValue) : (CsvRole.None, 0);
    }

    /// <summary>Whether a name says that its times are UTC.</summary>
    public static bool SaysUtc(string name) => Plain(name) is var plain && (plain.Contains("utc", StringComparison.Ordinal) || plain.Contains("gmt", StringComparison.Ordinal));

    // "1. open" is open, "<CLOSE>" is close, "Close/Last" is closelast.
    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant().TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
}
