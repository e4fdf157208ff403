using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlgoTrendy.Contracts;
using AlgoTrendy.Tests.Fast.Architecture;

namespace AlgoTrendy.Tests.Fast.Modules.EveryDoor;

/// <summary>Makes requests that are nearly right, wrong in one way or several, or nonsense. What it makes follows from the seed alone.</summary>
internal sealed class BadRequests(int seed)
{
    /// <summary>Values that fit some field, or none.</summary>
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "-1", "1.5", "1e400", "-1e400", "1e29", "1e-29", "99999999999999999999999999999999", "0.0000000000000000001", "1e12", "1000000000000.01",
        "79228162514264337593543950335", "-79228162514264337593543950335", "2147483648", "\"\"", "\" \"", "\"0\"", "\"-5\"", "\"5\"", "\"1e3\"", "\"1,000\"", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"",
        "\"0.0000001\"", "\"100.005\"", "\"123456789012345678901234567890\"", "\"1.2345678901234567890123456789\"", "\"market\"", "\"MARKET\"", "\"Limit\"", "\"no such name\"", "\"buy\"", "\"gtd\"",
        "\"bracket\"", "\"paper\"", "\"live\"", "\"BTCUSDT.SIM\"", "\"btc-usdt\"", "\"NOSUCH.SIM\"", "\"main\"", "\"2024-01-02T14:30:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"tomorrow\"", "\"\\u0000\"", "\"A\\u0000b\"",
        "\"\\ud800\"", "\"\\u202e\"", "\"漢字 naïve 💥\"", "\"' OR 1=1 --\"", "\"../../etc/passwd\"", "[]", "{}", "[null]", "[[[]]]", "{\"limitPrice\":\"1\"}", "{\"stopPrice\":\"1\"}", "{\"a\":1}", "[1,2,3]",
        "[\"a\",\"a\"]", "NaN", "Infinity", "nonsense", "'single'", "01", "+1", ".5", "1.", "0x10",
    ];

    private static readonly string[] Names =
    [
        "accountId", "symbol", "side", "type", "quantity", "limitPrice", "stopPrice", "trailAmount", "trailPercent", "timeInForce", "expiresAt", "postOnly", "reduceOnly", "groupType", "takeProfit", "stopLoss",
        "cash", "amount", "currency", "name", "accounts", "settings", "targets", "mode", "from", "to", "interval", "paths", "ranges", "parameters", "backtest", "tag", "strategyId", "portfolioId", "reason", "cancelOrders", "differenceIds", "note", "kind", "key", "secret", "optIn", "idempotencyKey", "waitMs", "orderId", "status", "$type", "__proto__", "", "Quantity",
    ];

    /// <summary>What a field of an order might well be, so that requests get past the reading of them.</summary>
    private static readonly Dictionary<string, string[]> Likely = new()
    {
        ["symbol"] = ["ETHUSDT.SIM", "AAPL.SIM", "EURUSD.SIM", "NOSUCH.SIM", "BTC", "ethusdt"],
        ["side"] = ["buy", "sell"],
        ["type"] = ["market", "limit", "stop", "stopLimit", "trailingStop"],
        ["timeInForce"] = ["gtc", "day", "gtd", "ioc", "fok"],
        ["accountId"] = ["main", "other"],
        ["currency"] = ["USDT", "USD", "EUR", "XXXX", "btc"],
        ["amount"] = [.. Numbers, "-1", "-1000000000000"],
        ["cash"] = Numbers,
        ["weight"] = ["0", "1", "-1", "1000", "0.0000000001"],
        ["interval"] = ["1m", "1h", "1d"],
        ["strategy"] = ["buy-and-hold", "grid", "pairs-reversion", "no-such"],
        ["expiresAt"] = ["1970-01-01T00:00:00Z", "2261-01-01T00:00:00Z"],
        ["limitPrice"] = Numbers,
        ["stopPrice"] = Numbers,
        ["quantity"] = Numbers,
        ["trailPercent"] = Numbers,
        ["trailAmount"] = Numbers,
        ["name"] = ["Other", "A\0"],
        ["note"] = ["a note", "A\0"],
        ["to"] = ["new", "A\0"],
    };

    private static string[] Numbers => ["0.00000001", "0.0001", "0.005", "0.123456789", "1", "7", "99.5", "100.005", "12345.678", "99999.99", "1000000", "1000000000000", "999999999999999", "0.000000000000000001"];

    private const string Wait = "wait";

    /// <summary>What only some doors take, or none.</summary>
    private static readonly string[] Parameters = ["accountId", "symbol", Wait, "limit", "zzz", "intervall", ""];

    /// <summary>What a door may not do without.</summary>
    private static readonly Dictionary<string, string[]> Needed = new() { ["interval"] = ["1m", "1d"] };

    private static readonly string[] Queries =
    [
        "", "0", "-1", "1", "501", "1.5", "NaN", "true", "maybe", "abc", "99999999999", "open", "filled", "FILLED", "BTCUSDT.SIM", "btc/usdt", "NOSUCH", "main", "Main!", "🤯", "' OR 1=1 --", "a\0b", "1:a\0:b:1", "\n", "../..", "%", "eyJpZCI6MX0=", "1m", "1d", "1x", "bars", "2024-01-01", "2024-01-02T14:20:00Z", "9999-12-31", "-0001-01-01", "+292277026596-12-04T15:30:08Z",
    ];

    private static readonly string[] ContentTypes = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "application/json; charset=utf-16", "application/json; charset=nonsense", "image/png"];

    private readonly Random _random = new(seed);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public T Of<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    /// <summary>A name in a path: one that is known, or a word that could be anything.</summary>
    public string Id(IReadOnlyList<string> known) => Uri.EscapeDataString(_random.Next(3) switch
    {
        0 => Of(["nothing", "MAIN", "main2", "-", "%2e%2e", "..%2f", "💥", "' OR 1=1 --", "a b", "null", "0", "-1", "\u202e", new string('x', 200), new string('x', 4_000)]),
        _ => Of(known),
    });

    /// <param name="own">What the door itself takes.</param>
    public string Query(IReadOnlyList<string> own)
    {
        // Valid requests need not wait here, or for long.
        var given = own.Contains(Wait) ? new List<string> { $"{Wait}=0" } : [];
        foreach (var name in own)
            if (Needed.TryGetValue(name, out var values) && Chance(75)) given.Add($"{name}={Of(values)}");
        for (var count = Chance(25) ? _random.Next(1, 4) : 0; count > 0; count--)
        {
            var name = Of([.. own, .. Parameters]);
            if (name == Wait && own.Contains(Wait)) given[0] = $"{Wait}={Uri.EscapeDataString(Of(["-1", "10001", "abc", "1.5", "99999999999", ""]))}";
            else given.Add($"{name}={Uri.EscapeDataString(Of(Queries))}");
        }

        return string.Join('&', given);
    }

    /// <summary>Null: none.</summary>
    public string? Key() => _random.Next(20) switch
    {
        0 => "",
        1 => new string('k', 129),
        2 => "two words",
        3 => Of(["k1", "k2", "k3"]),
        _ => null,
    };

    public string ContentType() => Chance(4) ? Of(ContentTypes) : "application/json";

    /// <summary>A body for a door that takes this type: mostly a good one that was spoiled.</summary>
    public byte[] Body(Type type, IReadOnlyList<string> good) => _random.Next(20) switch
    {
        0 => [],
        1 => Encoding.UTF8.GetBytes(Of(Values)),
        2 => Noise(),
        3 => Encoding.UTF8.GetBytes(Nested(_random.Next(2) == 0 ? 20 : 5_000)),
        4 => Encoding.UTF8.GetBytes(Of(good)),
        5 => Flipped(Encoding.UTF8.GetBytes(Of(good))),
        6 => Cut(Encoding.UTF8.GetBytes(Of(good))),
        < 14 => Encoding.UTF8.GetBytes(Varied(Of(good))),
        _ => Encoding.UTF8.GetBytes(Spoiled(Chance(80) ? Of(good) : Sample(type))),
    };

    /// <summary>Any value that the type can carry.</summary>
    public static string Sample(Type type) => JsonSerializer.Serialize(SampleValues.Of(type)[0], type, Wire.Public);

    /// <summary>The body once for everything in it, at whatever depth, with null in its place.</summary>
    public static IEnumerable<string> Holed(string json)
    {
        for (var place = 0; ; place++)
        {
            var (whole, left) = (JsonNode.Parse(json)!, place);
            if (!PutNull(whole, ref left)) yield break;
            yield return whole.ToJsonString();
        }
    }

    private static bool PutNull(JsonNode node, ref int left)
    {
        if (node is JsonObject whole)
            foreach (var name in whole.Select(field => field.Key).ToArray())
            {
                if (left-- == 0)
                {
                    whole[name] = null;
                    return true;
                }

                if (whole[name] is { } inner && PutNull(inner, ref left)) return true;
            }

        if (node is JsonArray list)
            for (var index = 0; index < list.Count; index++)
            {
                if (left-- == 0)
                {
                    list[index] = null;
                    return true;
                }

                if (list[index] is { } inner && PutNull(inner, ref left)) return true;
            }

        return false;
    }

    /// <summary>With one or two fields as they might well be.</summary>
    private string Varied(string json)
    {
        var whole = JsonNode.Parse(json)!.AsObject();
        for (var times = _random.Next(1, 3); times > 0; times--)
        {
            var name = Of([.. whole.Select(field => field.Key), .. Likely.Keys]);
            if (Likely.TryGetValue(name, out var values) && (whole.ContainsKey(name) || Chance(20))) whole[name] = Of(values);
        }

        return whole.ToJsonString();
    }

    private string Spoiled(string json)
    {
        var fields = JsonNode.Parse(json)!.AsObject().Select(field => (Name: field.Key, Value: field.Value?.ToJsonString() ?? "null")).ToList();
        for (var times = _random.Next(1, 4); times > 0; times--)
        {
            var at = fields.Count == 0 ? -1 : _random.Next(fields.Count);
            switch (_random.Next(7))
            {
                case 0 when at >= 0:
                    fields.RemoveAt(at);
                    break;
                case 1:
                    fields.Add((Of(Names), Of(Values)));
                    break;
                case 2 when at >= 0:
                    fields.Add(fields[at]);
                    break;
                case 3 when at >= 0:
                    fields[at] = (fields[at].Name.ToUpperInvariant(), fields[at].Value);
                    break;
                case 4 when at >= 0:
                    fields[at] = (fields[at].Name, $"\"{new string('9', _random.Next(1, 40))}.{new string('1', _random.Next(1, 40))}\"");
                    break;
                case 5 when at >= 0:
                    fields[at] = (fields[at].Name, Within(fields[at].Value));
                    break;
                default:
                    if (at >= 0) fields[at] = (fields[at].Name, Of(Values));
                    break;
            }
        }

        return "{" + string.Join(',', fields.Select(field => $"{JsonSerializer.Serialize(field.Name)}:{field.Value}")) + "}";
    }

    /// <summary>What a field holds, spoiled where it is an object or a list of them; else null.</summary>
    private string Within(string value)
    {
        try
        {
            return JsonNode.Parse(value) switch
            {
                JsonObject inner => Spoiled(inner.ToJsonString()),
                JsonArray { Count: > 0 } list when list[0] is JsonObject first => $"[{string.Join(',', list.Skip(1).Select(item => item?.ToJsonString() ?? "null").Prepend(Spoiled(first.ToJsonString())))}]",
                _ => "null",
            };
        }
        catch (Exception spoiled) when (spoiled is JsonException or ArgumentException or InvalidOperationException)
        {
            return value;
        }
    }

    private byte[] Noise()
    {
        var bytes = new byte[_random.Next(1, 400)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private byte[] Flipped(byte[] bytes)
    {
        for (var times = _random.Next(1, 4); times > 0; times--) bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        return bytes;
    }

    private byte[] Cut(byte[] bytes) => bytes[.._random.Next(bytes.Length)];

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"stopLoss\":", depth)) + "1" + new string('}', depth);
}
