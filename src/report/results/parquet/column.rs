//! Columns of a Parquet file: what they hold, and how they are packed.

use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Compression, Encoding, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::{ColumnCloseResult, ColumnWriter, get_column_writer};
use parquet::data_type::ByteArray;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedPageWriter, SerializedRowGroupWriter, TrackedWrite};
use parquet::schema::types::{ColumnDescPtr, ColumnPath, SchemaDescriptor, Type, TypePtr};

use crate::report::results::header::Header;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers that go up.
    Count,
    /// Whole numbers without a sign.
    Seed,
    /// Words, none of them missing.
    Text,
    /// Words, some of them missing.
    MaybeText,
    /// Numbers, few of them different.
    Factor,
    /// Numbers, some of them missing.
    Number,
    /// Numbers of single precision, some of them missing.
    Single,
}

impl Kind {
    fn field(self, name: &str) -> Result<TypePtr> {
        let (physical, logical) = match self {
            Self::Count => (Physical::INT64, None),
            Self::Seed => (Physical::INT64, Some(LogicalType::integer(64, false))),
            Self::Text | Self::MaybeText => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Self::Factor | Self::Number => (Physical::DOUBLE, None),
            Self::Single => (Physical::FLOAT, None),
        };
        let is_whole = matches!(self, Self::Count | Self::Seed | Self::Text | Self::Factor);
        let repetition = if is_whole { Repetition::REQUIRED } else { Repetition::OPTIONAL };
        let builder = Type::primitive_type_builder(name, physical).with_repetition(repetition);
        Ok(Arc::new(builder.with_logical_type(logical).build()?))
    }

    /// How it is packed where no dictionary serves.
    const fn encoding(self) -> Option<Encoding> {
        match self {
            Self::Count => Some(Encoding::DELTA_BINARY_PACKED),
            Self::Seed => Some(Encoding::PLAIN),
            Self::Number | Self::Single => Some(Encoding::BYTE_STREAM_SPLIT),
            Self::Text | Self::MaybeText | Self::Factor => None,
        }
    }
}

/// Columns of a table, and how they are packed.
pub struct Columns {
    /// What they are.
    pub schema: TypePtr,
    /// How they are packed.
    pub properties: WriterPropertiesPtr,
    descriptor: SchemaDescriptor,
}

impl Columns {
    /// The columns of a table of these results.
    pub fn new<'a>(header: &Header, columns: impl Iterator<Item = (&'a str, Kind)>) -> Result<Self> {
        let note = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
        let mut properties = WriterProperties::builder()
            .set_created_by(format!("weights version {}", header.version))
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .set_key_value_metadata(Some(vec![
                note("weights.experiment", &header.name),
                note("weights.digest", &header.digest),
            ]));
        let mut fields = Vec::new();
        for (name, kind) in columns {
            fields.push(kind.field(name)?);
            let path = || ColumnPath::new(vec![name.to_owned()]);
            if let Some(encoding) = kind.encoding() {
                properties = properties
                    .set_column_dictionary_enabled(path(), false)
                    .set_column_encoding(path(), encoding);
            }
            if kind == Kind::Single {
                properties = properties.set_column_statistics_enabled(path(), EnabledStatistics::None);
            }
        }
        let schema = Arc::new(Type::group_type_builder("schema").with_fields(fields).build()?);
        let descriptor = SchemaDescriptor::new(Arc::clone(&schema));
        Ok(Self { schema, properties: Arc::new(properties.build()), descriptor })
    }

    /// Packs what `write` puts into a column.
    pub fn pack(
        &self,
        column: usize,
        write: impl FnOnce(&mut ColumnWriter<'_>) -> Result<()>,
    ) -> Result<Chunk> {
        let mut sink = TrackedWrite::new(Vec::new());
        let pages = Box::new(SerializedPageWriter::new(&mut sink));
        let descriptor: ColumnDescPtr = self.descriptor.column(column);
        let mut writer = get_column_writer(descriptor, Arc::clone(&self.properties), pages);
        write(&mut writer)?;
        let closed = writer.close()?;
        Ok(Chunk { bytes: sink.into_inner()?.into(), closed })
    }
}

/// A packed column of a row group.
#[derive(Clone)]
pub struct Chunk {
    bytes: Bytes,
    closed: ColumnCloseResult,
}

impl Chunk {
    /// Adds it to a row group.
    pub fn append<W: std::io::Write + Send>(
        &self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<()> {
        group.append_column(&self.bytes, self.closed.clone())
    }
}

fn other_type() -> ParquetError {
    ParquetError::General("a column holds another type than its schema says".to_owned())
}

/// Puts whole numbers into a column.
pub fn put_whole(writer: &mut ColumnWriter<'_>, values: &[i64]) -> Result<()> {
    let ColumnWriter::Int64ColumnWriter(writer) = writer else { return Err(other_type()) };
    writer.write_batch(values, None, None).map(drop)
}

/// Puts words into a column, none of them missing.
pub fn put_text(writer: &mut ColumnWriter<'_>, values: &[ByteArray]) -> Result<()> {
    let ColumnWriter::ByteArrayColumnWriter(writer) = writer else { return Err(other_type()) };
    writer.write_batch(values, None, None).map(drop)
}

/// Puts words into a column, some of them missing.
pub fn put_some_text(writer: &mut ColumnWriter<'_>, values: &[Option<ByteArray>]) -> Result<()> {
    let ColumnWriter::ByteArrayColumnWriter(writer) = writer else { return Err(other_type()) };
    let there: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    let values: Vec<ByteArray> = values.iter().flatten().cloned().collect();
    writer.write_batch(&values, Some(&there), None).map(drop)
}

/// Puts numbers into a column, none of them missing.
pub fn put_numbers(writer: &mut ColumnWriter<'_>, values: &[f64]) -> Result<()> {
    let ColumnWriter::DoubleColumnWriter(writer) = writer else { return Err(other_type()) };
    writer.write_batch(values, None, None).map(drop)
}

/// Puts numbers into a column; NaN is a missing one.
pub fn put_some_numbers(writer: &mut ColumnWriter<'_>, mut values: Vec<f64>) -> Result<()> {
    let ColumnWriter::DoubleColumnWriter(writer) = writer else { return Err(other_type()) };
    let there: Vec<i16> = values.iter().map(|value| i16::from(!value.is_nan())).collect();
    values.retain(|value| !value.is_nan());
    writer.write_batch(&values, Some(&there), None).map(drop)
}

/// Puts numbers of single precision into a column; NaN is a missing one.
pub fn put_some_singles(writer: &mut ColumnWriter<'_>, values: &[f32]) -> Result<()> {
    let ColumnWriter::FloatColumnWriter(writer) = writer else { return Err(other_type()) };
    let there: Vec<i16> = values.iter().map(|value| i16::from(!value.is_nan())).collect();
    if there.iter().all(|&there| there == 1) {
        return writer.write_batch(values, Some(&there), None).map(drop);
    }
    let values: Vec<f32> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    writer.write_batch(&values, Some(&there), None).map(drop)
}
