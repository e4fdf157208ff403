namespace AlgoTrendy.Storage.Formats;

/// <summary>One kind of file: knows its own by path and first lines.</summary>
internal interface IFileFormat
{
    /// <summary>What the file is, or why it is not used although it is of this kind; null when it is none of its business.</summary>
    FileReading? Recognise(FileSample sample, FormatOptions options);
}
