using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Homes;
using Microsoft.Extensions.Configuration;

namespace AlgoTrendy.Tests.Fast.Platform;

/// <summary>What is misspelt in the settings is not silently without effect.</summary>
public sealed class SettingsCheckTests
{
    [Theory]
    [InlineData("Databse:Postgres", "x", "There is no setting Databse:Postgres. Did you mean Database:Postgres?")]
    [InlineData("Database:Postgress", "x", "There is no setting Database:Postgress. Did you mean Database:Postgres?")]
    [InlineData("Databases", "", "There is no setting Databases.")]
    [InlineData("Risk:Limits:MaxDrawdwn", "5", "Did you mean Risk:Limits:MaxDrawdown?")]
    [InlineData("Risk:Limits:MaxDrawdown", "much", "Risk:Limits:MaxDrawdown is 'much'; give a number, or 'off'.")]
    [InlineData("Events:KeepDays", "-5", "Events:KeepDays is '-5'; give a whole number from 0 to 36500.")]
    [InlineData("Events:KeepDays", "", "Events:KeepDays is ''; give a whole number")]
    [InlineData("Streams:BeatSeconds", "abc", "Streams:BeatSeconds is 'abc'; give seconds, from 0.1 to 3600.")]
    [InlineData("Streams:BeatSeconds", "0", "Streams:BeatSeconds is '0'")]
    [InlineData("Streams:BeatSeconds", "NaN", "Streams:BeatSeconds is 'NaN'")]
    [InlineData("Trading:Lots", "newest", "Trading:Lots is 'newest'; it can be ")]
    [InlineData("Addresses:trding", "http://127.0.0.1:9", "Did you mean Addresses:trading?")]
    [InlineData("Addresses:trading", "somewhere", "Addresses:trading is 'somewhere'; give an address")]
    [InlineData("Brokers:Binance:PatienceSecond", "1", "Did you mean Brokers:Binance:PatienceSeconds?")]
    public void What_cannot_be_is_refused_with_its_name_and_what_was_meant(string key, string value, string expected)
    {
        var refused = Assert.Throws<UsageException>(() => Check(key, value));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Database", ""), InlineData("Database:Postgres", "Host=db"), InlineData("database:postgres", ""), InlineData("Bus:Redis", "host:6379"), InlineData("Events:KeepDays", "90")]
    [InlineData("Streams:BeatSeconds", "0.5"), InlineData("Trading:Lots", "fifo"), InlineData("Portfolio:CheckSeconds", "0.2"), InlineData("Risk:Limits:MaxDrawdown", "off"), InlineData("Risk:TimeZone", "America/New_York")]
    [InlineData("Risk:PushSeconds", "60"), InlineData("Brokers:Binance:ReconnectAfterSeconds", "0.05"), InlineData("Addresses:market-data", "http://127.0.0.1:9"), InlineData("Service:Token", "0123")]
    [InlineData("Logging:Level", "OFF"), InlineData("Logging:LogLevel:Default", "Debug"), InlineData("Kestrel:Limits:MaxConcurrentConnections", "9"), InlineData("AllowedHosts", "*"), InlineData("ASPNETCORE_ENVIRONMENT", "x")]
    public void What_can_be_passes(string key, string value) => Check(key, value);

    private static void Check(string key, string value) => SettingsCheck.Check(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build(), House.AllModules);
}
