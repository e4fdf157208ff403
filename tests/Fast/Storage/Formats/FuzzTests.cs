using System.Text;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Storage.Formats;

namespace AlgoTrendy.Tests.Fast.Storage.Formats;

/// <summary>Whatever the bytes are, a file is read or refused; nothing else is thrown.</summary>
public class FuzzTests
{
    private const int Rounds = 100;

    private const string Csv = "Date,Open,High,Low,Close,Volume\n1/13/2024 9:30 AM,10.5,12,9,11,100\n1/13/2024 9:31 AM,11,13,10,12,200\n1/13/2024 9:32 AM,11,13,10,12,200\n";
    private const string Quoted = "\"Date\",\"Price\",\"Open\",\"High\",\"Low\",\"Vol.\"\n\"01/13/2024\",\"1,112\",\"1,111\",\"1,113\",\"1,110\",\"200\"\n\"01/12/2024\",\"1,111\",\"1,110\",\"1,112\",\"1,109\",\"100\"\n";
    private const string Iso = "timestamp;open;high;low;close\n2024-03-10T01:30:00.123456789+01:00;1;2;1;2\n2024-03-10T02:30:00.123456789+01:00;1;2;1;2\n";
    private const string Kline = "1735689600000000,1,2,1,2,5,1735689659999999,1,1,1,1,0\n1735689660000000,1,2,1,2,5,1735689719999999,1,1,1,1,0\n";
    private const string Daily = "20240102 00:00,10000,20000,10000,10000,5\n20240103 00:00,10000,20000,10000,10000,5\n";

    public static TheoryData<string, string> Files => new()
    {
        { "x.csv", Csv },
        { "x.csv", Quoted },
        { "x.csv", Iso },
        { "BTCUSDT-1m-2025-01-01.csv", Kline },
        { "equity/usa/daily/spy.csv", Daily },
        { "equity/usa/minute/spy/20240102_trade.csv", "34200000,10000,20000,10000,10000,5\n34260000,10000,20000,10000,10000,5\n" },
        { "forex/oanda/minute/eurusd/20240102_quote.csv", "0,1,1,1,1,5,,,,,0\n60000,1,1,1,1,5,2,2,2,2,5\n" },
        { "equity/usa/tick/spy/20240102_trade.csv", "34200000,10000,100,P,2000,0\n34200000.5,10000,100,P,2000,1\n" },
        { "future/cme/tick/es/20240102_quote.csv", "0,1,1,2,1\n0,0,0,2,1\n" },
        { "equity/usa/factor_files/spy.csv", "20240102,0.5,1,100\n20501231,1,1,0\n" },
        { "equity/usa/map_files/spy.csv", "20240102,spy,P\n20501231,spy,P\n" },
    };

    [Theory, MemberData(nameof(Files))]
    public void Mutations_and_truncations_of_text_never_throw(string path, string text)
    {
        var random = new Random(text.Length);
        var good = Encoding.UTF8.GetBytes(text);
        for (var round = 0; round < Rounds; round++) ReadWhole(path, Mutated(good, random));
    }

    [Theory, MemberData(nameof(Files))]
    public void Mutations_and_truncations_of_zips_never_throw(string path, string text)
    {
        var random = new Random(text.Length);
        var good = Reading.Zip((Path.GetFileName(path), text), ("second_trade_202403.csv", text));
        for (var round = 0; round < Rounds; round++) ReadWhole(Path.ChangeExtension(path, ".zip"), Mutated(good, random));
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(1);
        string[] heads = ["", "PK\u0003\u0004", "PK\u0005\u0006", "\u001f", "\"", "time,open,high,low,close\n", "1735689600000,"];
        for (var round = 0; round < 10 * Rounds; round++)
        {
            var bytes = new byte[random.Next(2_000)];
            random.NextBytes(bytes);
            ReadWhole("x.csv", [.. Encoding.Latin1.GetBytes(heads[round % heads.Length]), .. bytes]);
        }
    }

    [Fact]
    public void Random_fields_never_throw()
    {
        var random = new Random(2);
        string[] fields = ["", "0", "-1", "1e400", "99999999999999999999", "2024-01-02", "2024-99-99", "2262-04-11T23:47:16Z", "1677-01-01", "0001-01-01", "9999-12-31T23:59:59Z", "1/13/2024", "31.12.2024 23:59:60", "235960", "12:00 PM", "Jan 32, 2024", "\"", "\"a\"b", "9223372036854775807", "-9223372036854775808", "20240230", "24:00", "+14:00", "NaN"];
        for (var round = 0; round < 20 * Rounds; round++)
        {
            var rows = string.Concat(Enumerable.Range(0, 6).Select(_ => string.Join(',', Enumerable.Range(0, 6).Select(_ => fields[random.Next(fields.Length)])) + "\n"));
            ReadWhole("x.csv", Encoding.UTF8.GetBytes(round % 2 == 0 ? rows : "date,open,high,low,close,volume\n" + rows));
        }
    }

    private static byte[] Mutated(byte[] good, Random random)
    {
        var bytes = good.ToList();
        for (var change = random.Next(4); change >= 0 && bytes.Count > 1; change--)
        {
            var position = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[position] = (byte)random.Next(256); break;
                case 1: bytes[position] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveRange(position, Math.Min(random.Next(20), bytes.Count - position)); break;
                case 3: bytes.InsertRange(position, bytes.GetRange(0, random.Next(Math.Min(40, bytes.Count)))); break;
                default: bytes.RemoveRange(position, bytes.Count - position); break;
            }
        }

        return [.. bytes];
    }

    private static void ReadWhole(string path, byte[] bytes)
    {
        var options = new FormatOptions { TimeZone = NodaTime.DateTimeZoneProviders.Tzdb["America/New_York"], CalendarOf = _ => TradingCalendar.AlwaysOpen };
        foreach (var chosen in new[] { FormatOptions.Default, options, options with { Interval = Interval.OneMinute, DateOrder = DateOrder.DayMonthYear, AssetClass = AssetClass.Stock } })
        {
            if (MarketFiles.Open(path, bytes, chosen) is not MarketFile file) continue;
            foreach (var batch in file.Read(TestContext.Current.CancellationToken))
            {
                for (var row = 1; row < batch.Rows.Count; row++) Assert.True(batch.Rows.Times[row] >= batch.Rows.Times[row - 1]);
            }
        }
    }
}
